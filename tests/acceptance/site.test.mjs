// The site for a reading group in Chromium: its web edition with and without scripts, axe on its pages.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { BOOKS, openBrowser } from './lib/browser.mjs'
import { NIGHTLY } from './lib/books.mjs'

const AXE = await readFile(fileURLToPath(new URL('node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')
const RECORD = JSON.parse(await readFile(`${BOOKS}/site/hashes.json`, 'utf8'))
const SLUG = RECORD.builds.map(build => build.edition).find(slug => slug === 'suanli-wubian')
const TEXTS = ['as-published', 'zh-Hans', 'zh-Hant-TW', 'zh-Hant-HK']
const WINDOWS = { phone: { width: 390, height: 844 }, 'e-reader': { width: 600, height: 800 }, desktop: { width: 1280, height: 900 } }

const open = async (options, path) => {
    const browser = await openBrowser(options)
    const page = await browser.context.newPage()
    const wrong = []
    page.on('pageerror', error => wrong.push(error.stack))
    page.on('response', response => { if (!response.ok() && !response.url().endsWith('/favicon.ico')) wrong.push(`${response.status()} ${response.url()}`) })
    page.on('request', request => { if (!request.url().startsWith(browser.address)) wrong.push(`asks ${request.url()}`) })
    await page.goto(`${browser.address}/books/site/${path}`)
    return { page, wrong, at: path => `${browser.address}/books/site/${path}`, close: browser.close }
}

const essay = (text, name = 'maojie') => `read/${SLUG}/${text}/${name}.html`

const violations = async page => {
    await page.evaluate(AXE)
    return page.evaluate(async () => (await axe.run(document)).violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`)))
}

const markers = page => page.$$eval('a.noteref', links => links.map(link => [link.id, link.hash.slice(1)]))

describe('without a script', () => {
    for (const [name, viewport] of Object.entries(WINDOWS)) {
        test(`a marker shows its note at the foot of the window, and the text stays where it is: ${name}`, async () => {
            const { page, wrong, close } = await open({ viewport, javaScriptEnabled: false }, essay('zh-Hans'))
            const place = () => page.locator('#maojie-r-nvlink').boundingBox()
            await page.locator('#maojie-r-nvlink').scrollIntoViewIfNeeded()
            const { y } = await place()
            await page.click('#maojie-r-nvlink')
            const note = await page.locator('#maojie-n-nvlink').boundingBox()
            assert.equal((await place()).y, y)
            assert.ok(Math.abs(note.y + note.height - viewport.height) < 2, JSON.stringify(note))
            await page.click('#maojie-n-nvlink a[role=doc-backlink]')
            const back = await place()
            assert.ok(back.y > 0 && back.y < viewport.height)
            assert.deepEqual(wrong, [])
            await close()
        })
    }
})

describe('with a script', () => {
    let site
    before(async () => { site = await open({ viewport: WINDOWS.phone }, essay('zh-Hans')) })
    after(async () => { assert.deepEqual(site.wrong, []); await site.close() })

    test('the whole bar is in sight on a phone', async () => {
        const { page } = site
        for (const width of [360, WINDOWS.phone.width]) {
            await page.setViewportSize({ ...WINDOWS.phone, width })
            assert.ok(await page.$eval('.bar', bar => bar.querySelectorAll('button').length > 2 && bar.scrollWidth <= bar.clientWidth), `${width}`)
        }
    })

    test('every marker opens its own note in a pop-over, whose number closes it, and nothing moves', async () => {
        const { page } = site
        for (const [marker, note] of await markers(page)) {
            await page.locator(`#${marker}`).scrollIntoViewIfNeeded()
            const from = await page.evaluate(() => scrollY)
            await page.locator(`#${marker}`).press('Enter')
            const words = await page.locator('.pop .note').textContent()
            assert.equal(words, await page.locator(`#${note}`).textContent(), marker)
            await page.click('.pop a[role=doc-backlink]')
            await page.locator('.pop').waitFor({ state: 'detached' })
            assert.equal(await page.evaluate(() => document.activeElement.id), marker)
            assert.equal(await page.evaluate(() => scrollY), from)
        }
    })

    test('Escape closes a note, too, and links in it lead on', async () => {
        const { page } = site
        await page.locator('#maojie-r-nvlink').press('Enter')
        await page.keyboard.press('Escape')
        await page.locator('.pop').waitFor({ state: 'detached' })
        await page.locator('#maojie-r-nvlink').press('Enter')
        await page.click('.pop a.glossary')
        await page.waitForURL(/glossary\.html#g-nvlink$/)
        await page.goBack()
    })

    test('another script is shown at the same block', async () => {
        const { page } = site
        await page.goto(site.at(essay('zh-Hans')))
        for (const text of ['zh-Hant-TW', 'zh-Hant-HK', 'as-published', 'zh-Hans']) {
            await page.evaluate(() => document.getElementById('maojie-l183').scrollIntoView())
            await page.click(`.scripts a[href*="/${text}/"]`)
            await page.waitForURL(`**/${text}/maojie.html#maojie-l183`)
            const { y } = await page.locator('#maojie-l183').boundingBox()
            assert.ok(y >= 0 && y < WINDOWS.phone.height / 2, `${text}: ${y}`)
        }
    })

    test('larger type and the night stay chosen on the next page', async () => {
        const { page } = site
        await page.goto(site.at(essay('zh-Hans')))
        const look = () => page.evaluate(() => [getComputedStyle(document.querySelector('main p')).fontSize, getComputedStyle(document.documentElement).backgroundColor])
        const [size, ground] = await look()
        await page.click('text=A+')
        await page.click('text=◐')
        const chosen = await look()
        assert.ok(parseFloat(chosen[0]) > parseFloat(size))
        assert.notEqual(chosen[1], ground)
        await page.click('footer a[rel=next]')
        await page.waitForURL('**/queshi.html')
        assert.deepEqual(await look(), chosen)
    })

    test('nothing scrolls sideways', async () => {
        const { page } = site
        for (const text of TEXTS) for (const name of ['index', 'maojie', 'disputes', 'glossary']) {
            await page.goto(site.at(essay(text, name)))
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${text} ${name}`)
        }
    })
})

describe('axe finds nothing', { concurrency: 2 }, () => {
    const own = ['index', 'sheet', 'questions'].flatMap(name => ['', '.zh-Hant', '.en'].map(language => `${name}${language}.html`))
    const read = (NIGHTLY ? TEXTS : ['zh-Hans', 'zh-Hant-TW']).flatMap(text => ['index', 'title', 'about', 'maojie', 'disputes', 'glossary', 'questions'].map(name => essay(text, name)))
    for (const colorScheme of ['light', 'dark']) test(colorScheme, async () => {
        const site = await open({ colorScheme, bypassCSP: true }, 'index.html')
        for (const path of [...own, ...read]) {
            await site.page.goto(site.at(path))
            assert.deepEqual(await violations(site.page), [], path)
        }
        await site.close()
    })
})
