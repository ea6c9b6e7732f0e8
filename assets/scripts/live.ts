import { morph } from "./morph"

/**
 * `main[data-live=ADDRESS]`: listens to the event stream there and, when told that something changed, fetches this page again
 * and takes over what differs. What is typed, chosen or focused stays.
 */
export function live(enhance: (root: ParentNode) => void): void {
  const main = document.querySelector<HTMLElement>("main[data-live]")
  const address = main?.dataset["live"]
  if (!main || !address) return
  let source: EventSource | undefined
  let waiting = 0

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { "x-live": "1" }, redirect: "error" })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    // What is wrong with a form that was just sent stays until it is sent again.
    const told = main.querySelector(".govuk-error-summary") ? [] : ["main"]
    for (const selector of [...told, ".bell", ".header__account"]) {
      const [before, after] = [document.querySelector(selector), fresh.querySelector(selector)]
      if (before && after) morph(before, after)
    }
    if (told.length > 0) document.title = fresh.title
    enhance(document)
  }
  const listen = () => {
    // What changed since the page was made, before this question, is told first.
    source ??= new EventSource(`${address}?since=${main.dataset["since"] ?? ""}`)
    source.addEventListener("change", () => {
      // Several changes of one moment are fetched once.
      clearTimeout(waiting)
      waiting = setTimeout(() => void refresh().catch(() => undefined), 150)
    })
  }
  const rest = () => {
    source?.close()
    source = undefined
  }
  // A page that nobody sees holds no connection; when it is seen again it catches up.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return rest()
    listen()
    void refresh().catch(() => undefined)
  })
  addEventListener("pagehide", rest)
  if (!document.hidden) listen()
}
