-- /mnt/onboard/chaka.epub.annotations.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "茶与咖啡",
            ["datetime"] = "2026-03-01 20:00:05",
            ["drawer"] = "lighten",
            ["page"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].13",
            ["pos0"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].13",
            ["text"] = "茶馆里里外外都是闲人",
        },
    },
    ["datetime"] = "2026-03-02 08:00:00",
    ["device_id"] = "0A",
    ["paging"] = false,
}
