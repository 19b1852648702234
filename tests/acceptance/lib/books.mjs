// The books under test, built by `make acceptance`: the shipped edition and the small one, each in every script.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BOOKS } from './browser.mjs'

// Pages, ids and links are the same in every script; the variants differ in markup, and the small edition shows all of it.
export const EVERY_SCRIPT = /^(book\.(published|zh-.*)|club\..*)\.json$/
// Taiwan's, which some engines take for vertical or right-to-left if a book lets them.
export const ONE_SCRIPT = /^(book\.zh-Hant-TW|club\..*)\.json$/
export const TWO_SCRIPTS = /^(book\.(zh-Hans|zh-Hant-TW)|club\..*)\.json$/
export const SHIPPED = /^book\./
// Of editions: annotated books of others dispute nothing.
export const EDITIONS = /^(?!annotated\.)/
export const SHIPPED_IN_TWO_SCRIPTS = /^book\.(zh-Hans|zh-Hant-TW)\./

// What the usual run leaves to `make nightly`.
export const NIGHTLY = process.env.READER_ACCEPTANCE === 'nightly'
// As published and in Hong Kong's script a book has the markup of the others: other characters, the same tags.
const SAME_MARKUP = /^(book|club)\.(published|zh-Hant-HK)\./

/** The inventories (see inventory.py) of all books, or of those whose name matches; of those with the same markup one each, unless `all` are asked for. */
export const books = (matching = /./, { all = NIGHTLY } = {}) => {
    const wanted = name => name.endsWith('.json') && matching.test(name) && (all || !SAME_MARKUP.test(name))
    const names = readdirSync(BOOKS).filter(wanted).sort()
    if (!names.length) throw new Error(`no book in ${BOOKS}: run make acceptance`)
    return names.map(name => JSON.parse(readFileSync(join(BOOKS, name), 'utf8')))
}

/** Text without white space, as in the inventory. */
export const plain = text => text.replace(/\s/g, '')
