// The catalogues in the readers of two programs: foliate-js (Foliate) in Chromium, r2-opds-js (Thorium) in Node.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { BOOKS, openBrowser } from './lib/browser.mjs'

const require = createRequire(import.meta.url)
const SITE = join(BOOKS, 'site')
const ES8 = 'dist/es8-es2017/src'
const { initGlobalConverters_OPDS } = require(`r2-opds-js/${ES8}/opds/init-globals`)
const { initGlobalConverters_GENERIC } = require(`r2-shared-js/${ES8}/init-globals`)
const { convertOpds1ToOpds2 } = require(`r2-opds-js/${ES8}/opds/converter`)
const { OPDS } = require(`r2-opds-js/${ES8}/opds/opds1/opds`)
const { OPDSFeed } = require(`r2-opds-js/${ES8}/opds/opds2/opds2`)
const { TaJsonDeserialize } = require(`r2-lcp-js/${ES8}/serializable`)
const { XML } = require(`r2-utils-js/${ES8}/_utils/xml-js-mapper`)
const { DOMParser } = require('@xmldom/xmldom')
initGlobalConverters_OPDS()
initGlobalConverters_GENERIC()

const feeds = async ending => ['opds', ...(await readdir(join(SITE, 'opds'))).filter(name => name.endsWith(ending)).map(name => `opds/${name.slice(0, -ending.length)}`)]

/** What a program read, in one shape: publications with their files, facets with the chosen one. */
const read2 = feed => ({
    books: feed.Publications.map(({ Metadata, Links }) => [Metadata.Title, Links.filter(link => link.Rel.some(rel => rel.startsWith('http://opds-spec.org/acquisition'))).map(link => [link.Title, link.Href])]),
    facets: feed.Facets.map(facet => [facet.Metadata.Title, facet.Links.map(link => link.Title)]),
})

const thorium2 = async name => read2(TaJsonDeserialize(JSON.parse(await readFile(join(SITE, `${name}.json`), 'utf8')), OPDSFeed))

const thorium1 = async name => {
    const document = new DOMParser().parseFromString(await readFile(join(SITE, `${name}.xml`), 'utf8'), 'text/xml')
    return read2(convertOpds1ToOpds2(XML.deserialize(document, OPDS)))
}

const foliate = (page, name) => page.evaluate(async name => {
    const { getFeed, getPublication, isOPDSCatalog, REL } = await import('/node_modules/foliate-js/opds.js')
    const text = await (await fetch(`/books/site/${name}.xml`)).text()
    const feed = getFeed(new DOMParser().parseFromString(text, 'application/xml'))
    const self = feed.links.find(link => [link.rel].flat().includes('self'))
    if (!isOPDSCatalog(self.type)) throw new Error(self.type)
    return {
        books: feed.publications.map(({ metadata, links }) => [metadata.title, links.filter(link => [link.rel].flat().some(rel => rel?.startsWith(REL.ACQ))).map(link => [link.title, link.href])]),
        facets: feed.facets.map(facet => [facet.metadata.title, facet.links.map(link => link.title)]),
        whole: typeof getPublication === 'function',
    }
}, name)

describe('catalogues', () => {
    test('Thorium reads the same in both kinds, of every feed', async () => {
        const names = await feeds('.xml')
        assert.ok(names.length > 10)
        for (const name of names) assert.deepEqual(await thorium1(name), await thorium2(name), name)
    })

    test('Foliate reads what Thorium reads, and every file has a name', async () => {
        const { context, address, close } = await openBrowser()
        const page = await context.newPage()
        await page.goto(`${address}/pages/sheet.html`)
        for (const name of await feeds('.xml')) {
            const { books, facets } = await foliate(page, name)
            assert.deepEqual({ books, facets }, await thorium2(name), name)
            assert.ok(books.length && books.every(([, files]) => files.length && files.every(([title]) => title)))
        }
        await close()
    })
})
