// The pictures of the book: what is shown, in which window, in which mood.
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LATE, openBrowser, openPage } from './browser.mjs'
import { openNote } from './clicks.mjs'

/** How a reader may set the page; the style sheets are those of a reading system, not the book's. */
export const MOODS = {
    light: { colorScheme: 'light', css: 'html { color-scheme: light dark; font-size: 18px; }' },
    dark: { colorScheme: 'dark', css: 'html { color-scheme: light dark; font-size: 18px; }' },
    large: { colorScheme: 'light', css: 'html { color-scheme: light dark; font-size: 28px; }' },
}

/** The places of a book that are shown: `note` is opened there. */
export const placesOf = book => {
    const rebuttal = book.markers.find(marker => marker.kind === 'rebuttal')
    const dispute = rebuttal.links.find(link => link.kind === 'dispute')
    return {
        essay: { href: rebuttal.page },
        note: { href: `${rebuttal.page}#${rebuttal.id}`, note: rebuttal.id },
        table: { href: dispute.page },
        dispute: { href: `${dispute.page}#${dispute.id}` },
        glossary: { href: 'EPUB/glossary.xhtml' },
    }
}

/** Opens a book in foliate-js in a window of that size and mood; gives the page, and how to close all of it. */
export const openReader = async (book, { width, height, grey }, { colorScheme, css }, scale = 1) => {
    const browser = await openBrowser({ viewport: { width, height }, colorScheme, deviceScaleFactor: scale })
    const { page, errors } = await openPage(browser, '/pages/foliate.html', LATE)
    await page.evaluate(on => document.documentElement.classList.toggle('grey', on), Boolean(grey))
    await page.evaluate(([url, style, margin]) => reading.open(url, style, margin), [`/books/${book.book}`, css, width < 600 ? 24 : 48])
    return { page, errors, close: browser.close }
}

/** Goes to a place, opens its note and draws the window; gives the faults of the layout. */
export const draw = async (page, { href, note }, file) => {
    await page.evaluate(where => reading.goTo(where), href)
    if (note) await openNote(page, note)
    const faults = await page.evaluate(() => reading.faults())
    await mkdir(dirname(file), { recursive: true })
    await page.screenshot({ path: file })
    if (note) await page.keyboard.press('Escape')
    await page.waitForFunction(() => reading.closed())
    return faults
}
