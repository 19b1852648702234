return {
    ["annotations"] = {
        [1] = {
            ["drawer"] = "lighten",
            ["text"] = "他们要赶时间",
        },
        [2] = os.execute("touch /tmp/owned"),
    },
}
