-- What KOReader's list of plugins shows.
local say = require("reader_speech").say

return {
    fullname = say("Annotated reader"),
    description = say("Selects whole terms in Chinese text, and exchanges highlights and notes with your reading group."),
    version = "@version@",
}
