-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "茶与咖啡",
            ["color"] = "yellow",
            ["datetime"] = "2026-03-01 20:00:05",
            ["drawer"] = "lighten",
            ["page"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].13",
            ["pageno"] = 7,
            ["pos0"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].13",
            ["pos1"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].23",
            ["text"] = "茶馆里里外外都是闲人",
        },
        [2] = {
            ["chapter"] = "茶与咖啡",
            ["color"] = "red",
            ["datetime"] = "2026-03-01 20:03:59",
            ["datetime_updated"] = "2026-03-02 07:00:00",
            ["drawer"] = "underscore",
            ["note"] = "祖父也这么说，\
“白得慢”三个字我记了三十年 \\ 一辈子。",
            ["page"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].5",
            ["pageno"] = 7,
            ["pageref"] = "[2]",
            ["pos0"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].5",
            ["pos1"] = "/body/DocFragment[4]/body/section/p[1]/text()[1].10",
            ["text"] = "头发白得慢",
        },
        [3] = {
            ["chapter"] = "茶与咖啡",
            ["datetime"] = "2026-03-01 20:05:00",
            ["page"] = "/body/DocFragment[4]/body/section/p[2]/text().0",
            ["pageno"] = 8,
            ["text"] = "in 茶与咖啡",
        },
    },
    ["cre_dom_version"] = 20240114,
    ["doc_pages"] = 31,
    ["doc_path"] = "/mnt/onboard/books/chaka.epub",
    ["doc_props"] = {
        ["authors"] = "作者不详\
某甲",
        ["language"] = "zh-Hans",
        ["title"] = "茶与咖啡之争",
    },
    ["partial_md5_checksum"] = "00112233445566778899aabbccddeeff",
    ["percent_finished"] = 0.25,
    ["summary"] = {
        ["modified"] = "2026-03-02",
        ["status"] = "reading",
    },
}
