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

/** The inventories (see inventory.py) of all books, or of those whose name matches. */
export const books = (matching = /./) => {
    const names = readdirSync(BOOKS).filter(name => name.endsWith('.json') && matching.test(name)).sort()
    if (!names.length) throw new Error(`no book in ${BOOKS}: run make acceptance`)
    return names.map(name => JSON.parse(readFileSync(join(BOOKS, name), 'utf8')))
}

/** Text without white space, as in the inventory. */
export const plain = text => text.replace(/\s/g, '')
