-- By what is said in English.
return {
    ["Annotated reader"] = "注释本",
    ["Selects whole terms in Chinese text, and exchanges highlights and notes with your reading group."] =
        "在中文里选中整个词；和读书会交换标注与笔记。",
}
