return {
    ["annotations"] = {
        [1] = {
            ["datetime"] = "2026-03-01 20:00:05",
            ["drawer"] = "lighten",
            ["text"] = "他们要赶时间",
        },
        [2] = {
            ["drawer"] = "lighten",
            ["text"] = "这一条没有写
