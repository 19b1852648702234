// An .mdx and, on standard input, a list of words in JSON → for each what js-mdict shows, links followed once.
// js-mdict compares to the letter; programs compare as the header says (no capitals, no spaces, no punctuation), and so are the words looked for here.
import { readFileSync } from 'node:fs'
import { argv, stdin, stdout } from 'node:process'
import { MDX } from 'js-mdict'

const dictionary = new MDX(argv[2])
const key = word => word.toLowerCase().replace(/[ !-/:-@[-`{-~]/g, '')
const places = new Map()
for (const item of dictionary.keywordList) places.set(key(item.keyText), [...(places.get(key(item.keyText)) ?? []), item])
const texts = word => (places.get(key(word)) ?? []).map(item => dictionary.fetch(item).definition.replace(/\0$/, ''))
const target = text => text.match(/^@@@LINK=(.*)/)?.[1].trim()
const show = word => texts(word).flatMap(text => (target(text) ? texts(target(text)).filter(found => !target(found)) : [text]))
// js-mdict's own search by halves finds every word that stands in the file.
for (const { keyText } of dictionary.keywordList) if (dictionary.lookup(keyText).definition === null) throw new Error(`${keyText}: not found`)
stdout.write(JSON.stringify(JSON.parse(readFileSync(stdin.fd, 'utf8')).map(show)))
