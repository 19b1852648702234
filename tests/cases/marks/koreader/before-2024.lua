-- we can read Lua syntax here!
return {
    ["bookmarks"] = {
        [1] = {
            ["chapter"] = "咖啡的辯護",
            ["datetime"] = "2023-05-06 07:08:09",
            ["highlighted"] = true,
            ["notes"] = "發展咖啡文化",
            ["page"] = "/body/DocFragment[5]/body/section/p[2]/text().0",
            ["pos0"] = "/body/DocFragment[5]/body/section/p[2]/text().0",
            ["pos1"] = "/body/DocFragment[5]/body/section/p[2]/text().6",
            ["text"] = "慢工出細活。",
        },
        [2] = {
            ["chapter"] = "咖啡的辯護",
            ["datetime"] = "2023-05-06 07:10:00",
            ["highlighted"] = true,
            ["notes"] = "要在後面慢慢來",
            ["page"] = "/body/DocFragment[5]/body/section/p[2]/text().7",
            ["text"] = "Page 9 要在後面慢慢來 @ 2023-05-06 07:10:00",
        },
        [3] = {
            ["datetime"] = "2023-05-06 07:20:00",
            ["page"] = "/body/DocFragment[5]/body/section/p[2]/text().0",
            ["notes"] = "in 咖啡的辯護",
        },
    },
    ["doc_props"] = {
        ["authors"] = "某甲",
        ["title"] = "茶与咖啡之争",
    },
    ["highlight"] = {
        [9] = {
            [1] = {
                ["chapter"] = "咖啡的辯護",
                ["datetime"] = "2023-05-06 07:08:09",
                ["drawer"] = "lighten",
                ["pos0"] = "/body/DocFragment[5]/body/section/p[2]/text().0",
                ["text"] = "發展咖啡文化",
            },
            [2] = {
                ["chapter"] = "咖啡的辯護",
                ["datetime"] = "2023-05-06 07:30:00",
                ["drawer"] = "lighten",
                ["pos0"] = "/body/DocFragment[5]/body/section/ul/li[2]/text().0",
                ["text"] = "茶也提神，但是慢。",
            },
        },
    },
}
