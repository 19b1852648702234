// Marks beside the text of the web edition, as two members of a reading group make and see them, each in a browser of his own.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { BOOKS, openBrowser } from './lib/browser.mjs'
import { startService } from './lib/service.mjs'

const AXE = await readFile(fileURLToPath(new URL('node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')
const SLUG = JSON.parse(await readFile(`${BOOKS}/site/hashes.json`, 'utf8')).builds.map(build => build.edition).find(slug => slug === 'suanli-wubian')
const NOTE = '<img src=x onerror="document.title=1"> 我不同意。\n第二段。'

const essay = (text = 'zh-Hans') => `/read/${SLUG}/${text}/maojie.html`

/** A member's browser, logged in by the link of the invitation. */
const enter = async (service, name, options) => {
    const browser = await openBrowser(options)
    const page = await browser.context.newPage()
    const wrong = []
    page.on('pageerror', error => wrong.push(error.message))
    page.on('request', request => { if (!request.url().startsWith(service.address)) wrong.push(`asks ${request.url()}`) })
    await page.goto((await service.invite(name)).link)
    await page.click('main form button')
    const read = async (text, block = '') => {
        await page.goto('about:blank')
        await page.goto(`${service.address}${essay(text)}${block && `#${block}`}`)
    }
    return { page, wrong, read, close: browser.close }
}

/** Select the characters from one place of a block's own text to another. */
const select = (page, block, from, to) => page.evaluate(([block, from, to]) => {
    const element = document.getElementById(block)
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, node => node.parentElement.closest('.mk, .said, .readers, .remark') ? 2 : 1)
    const letters = []
    while (walker.nextNode()) for (let at = 0; at < walker.currentNode.data.length; at++) letters.push([walker.currentNode, at])
    const range = document.createRange()
    range.setStart(...letters[from])
    range.setEnd(letters[to - 1][0], letters[to - 1][1] + 1)
    element.scrollIntoView({ block: 'center' })
    getSelection().removeAllRanges()
    getSelection().addRange(range)
}, [block, from, to])

/** The words in the page that are painted as one's own, or as others'. */
const painted = (page, name) => page.evaluate(name => [...CSS.highlights.get(name) ?? []].map(range => {
    const cut = range.cloneContents()
    for (const marker of cut.querySelectorAll('.mk')) marker.remove()
    return cut.textContent
}), name)

const press = async (page, name) => {
    await page.locator('.marking').getByRole('button', { name, exact: true }).click()
}

const violations = async page => {
    await page.evaluate(AXE)
    return page.evaluate(async () => (await axe.run(document)).violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`)))
}

describe('marks beside the text', () => {
    let service, ali, ben, block, last
    before(async () => {
        service = await startService()
        ali = await enter(service, '阿里', { viewport: { width: 390, height: 844 } })
        ben = await enter(service, '阿本', { viewport: { width: 600, height: 800 } })
        await ali.read()
        const blocks = await ali.page.$$eval('main p > .here', links => links.map(link => [link.parentElement.id, link.parentElement.textContent.length]))
        ;[block] = blocks.find(([, length]) => length > 60)
        last = blocks.at(-1)[0]
    })
    after(async () => {
        assert.deepEqual([ali.wrong, ben.wrong], [[], []])
        for (const one of [ali, ben, service]) await (one.close ?? one.stop)()
    })

    test('selected words become a note that stays where it was made, in every script', async () => {
        const { page } = ali
        await page.locator('html.marks').waitFor()
        await select(page, block, 3, 12)
        await press(page, '批注')
        await page.fill('.pop textarea[name=note]', NOTE)
        await page.click('.pop form button')
        await page.locator('.pop article').waitFor()
        assert.equal((await painted(page, 'reader-own')).length, 1)
        assert.equal(await page.locator('.pop textarea[name=note]').inputValue(), NOTE)
        const lengths = []
        for (const text of ['zh-Hans', 'zh-Hant-TW', 'zh-Hant-HK', 'as-published']) {
            await ali.read(text)
            await page.locator(`#${block} .said`).waitFor()
            const [words] = await painted(page, 'reader-own')
            lengths.push(words.length)
        }
        assert.deepEqual(lengths, [9, 9, 9, 9])
    })

    test('nobody else sees it before it is shared, nor before he has read so far', async () => {
        await ben.read()
        await ben.page.locator('html.marks').waitFor()
        assert.deepEqual(await painted(ben.page, 'reader-others'), [])
        await ali.read()
        await ali.page.locator(`#${block} .said`).click()
        await ali.page.selectOption('.pop select', 'club')
        await ali.page.locator('.pop form', { has: ali.page.locator('select') }).getByRole('button').click()
        await ali.page.locator('.pop details').waitFor()
        await ben.read()
        await ben.page.locator('html.marks').waitFor()
        assert.equal(await ben.page.locator('.said').count(), 0)
        await select(ben.page, block, 0, 2)
        await press(ben.page, '我读到这里')
        await ben.page.locator(`#${block} .said`).waitFor()
        assert.equal((await painted(ben.page, 'reader-others')).length, 1)
        assert.equal(await ben.page.locator(`#${block}`).getAttribute('data-reached'), '你读到这里。')
    })

    test('a note is text and nothing else, and is answered', async () => {
        const { page } = ben
        await page.locator(`#${block} .said`).click()
        assert.equal(await page.locator('.pop .words').first().textContent(), NOTE)
        assert.equal(await page.locator('.pop img').count(), 0)
        await page.click('.pop summary')
        await page.fill('.pop textarea[name=text]', '<b>我同意</b>')
        await page.locator('.pop details form button').click()
        await page.locator('.pop .reply').waitFor()
        await page.keyboard.press('Escape')
        assert.equal(await page.locator('.pop').count(), 0)
        await ali.read()
        await ali.page.locator(`#${block} .said`).click()
        assert.match(await ali.page.locator('.pop .reply').textContent(), /阿本：<b>我同意<\/b>/)
    })

    test('a tap on marked words opens what is said to them', async () => {
        const { page } = ben
        await ben.read()
        await page.locator(`#${block} .said`).waitFor()
        const box = await page.evaluate(block => {
            document.getElementById(block).scrollIntoView({ block: 'center' })
            const [range] = CSS.highlights.get('reader-others')
            const { x, y, height } = range.getClientRects()[0]
            return { x: x + 4, y: y + height / 2 }
        }, block)
        await page.mouse.click(box.x, box.y)
        await page.locator('.pop article').waitFor()
    })

    test('the whole essay is read with one press, and forgotten with another', async () => {
        const { page } = ben
        await ben.read()
        await page.locator('section.reached button').click()
        await page.locator(`#${last}[data-reached]`).waitFor()
        await page.goto(`${service.address}${essay().replace('/read', '/me/read').replace('.html', '')}`)
        await page.locator('form[action="/me/furthest"] button').click()
        await ben.read()
        await page.locator('html.marks').waitFor()
        assert.equal(await page.locator('.said').count(), 0)
    })

    test('without a script a form does the same', async () => {
        const plain = await enter(service, '阿菜', { viewport: { width: 600, height: 800 }, javaScriptEnabled: false })
        await plain.read()
        const link = plain.page.locator(`#${block} .remark`)
        const { width, height } = await link.boundingBox()
        assert.ok(width > 18 && height > 18, `${width} × ${height}`)
        await link.click()
        await plain.page.setViewportSize({ width: 360, height: 640 })
        assert.equal(await plain.page.evaluate(() => document.documentElement.scrollWidth), 360)
        await plain.page.fill('section textarea[name=note]', '没有脚本')
        await plain.page.selectOption('section select', 'club')
        await plain.page.locator('section form button').click()
        assert.match(await plain.page.locator('main').textContent(), /没有脚本/)
        assert.deepEqual(plain.wrong, [])
        await plain.close()
    })

    test('everything is taken away, and everything is deleted', async () => {
        const { page } = ali
        await page.goto(`${service.address}/me/marks`)
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$=".zh-Hans.md"]').click()])
        assert.match(await readFile(await download.path(), 'utf8'), /我不同意/)
        await page.check('input[name=sure]')
        await page.locator('form', { has: page.locator('input[name=sure]') }).getByRole('button').click()
        assert.doesNotMatch(await page.locator('main').textContent(), /我不同意/)
        await ali.read()
        await page.locator('html.marks').waitFor()
        assert.equal(await page.locator('.said').count(), 0)
    })

    test('axe finds nothing wrong, in light and dark, with a note open', async () => {
        const { page } = ben
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme })
            await ben.read()
            await page.locator('html.marks').waitFor()
            await select(page, block, 3, 9)
            await press(page, '划线')
            await page.locator(`#${block} .said`).click()
            assert.deepEqual(await violations(page), [])
            for (const path of ['/me/marks', essay().replace('/read', '/me/read').replace('.html', ''), `${essay().replace('/read', '/me/read').replace('.html', '')}/${block}`]) {
                await page.goto(`${service.address}${path}`)
                assert.deepEqual(await violations(page), [], path)
            }
        }
    })
})
