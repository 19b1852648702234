// Real mouse events at the place of a thing.
import assert from 'node:assert/strict'

/** Click the middle of a place as the pages of `pages/` give it; it must be on the page shown. */
export const clickAt = async (page, place, what) => {
    assert.ok(place.inside, `${what} is not on the page shown: ${JSON.stringify(place)}`)
    const { left, top, width, height } = place.box
    await page.mouse.click(left + width / 2, top + height / 2)
}

/** Open a note in foliate-js by a click on its marker, which is on the page shown; gives what the pop-up shows. */
export const openNote = async (page, id) => {
    await clickAt(page, await page.evaluate(marker => reading.place(marker), id), id)
    await page.waitForFunction(() => reading.popup())
    return page.evaluate(() => reading.popup())
}
