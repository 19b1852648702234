// The links of an EPUB, whoever wrote it: read by one regular grammar of tags, since the pages are well-formed.
import { readFile } from 'node:fs/promises'
import JSZip from 'jszip'

const TAGS = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g

const attribute = (text, name) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(text)?.[1]

// Each link with the nearest id: its own, or that of the element it stands in.
const linksOf = page => {
    const open = []
    const links = []
    for (const [, end, name, attributes, empty] of page.matchAll(TAGS)) {
        if (end) {
            open.pop()
            continue
        }
        open.push(attribute(attributes, 'id'))
        const target = name === 'a' && attribute(attributes, 'href')?.split('#')[1]
        if (target) links.push({ id: open.findLast(Boolean), target })
        if (empty) open.pop()
    }
    return links
}

/** The pages of an EPUB with their links to places. */
export const bookOf = async file => {
    const zip = await JSZip.loadAsync(await readFile(file))
    const pages = Object.values(zip.files).filter(({ name }) => /\.x?html$/.test(name))
    return Promise.all(pages.map(async page => ({ name: page.name, links: linksOf(await page.async('string')) })))
}
