//! What others order here, and the news that goes back. Both are jobs; the binary says who handles the news.

use base::{AccountId, Date, Lang};
use serde::{Deserialize, Serialize};

use crate::issued::DocumentId;

/// A document is to be issued. Ordered in the transaction of the decision; however often it runs, there is one document for
/// an account, a reference and a kind.
///
/// The template reads `json("data.json")` and `image("qr.svg", alt: "…")`. That JSON is the caller's `data` with `number`
/// («2641 7730 9156 0022»), `title`, `agency` (its name, unless the caller says more of it), `check_url`, `issued_on` and,
/// where the document ends some day, `valid_until` (both ISO days). Title, language, page and font are set already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssueDocument {
    /// Who gets it.
    pub account: AccountId,
    /// The caller's own mark: `application:<id>`.
    pub reference: String,
    /// "result" (shown under «Справки») or "receipt".
    pub kind: String,
    /// Its title in Russian.
    pub title_ru: String,
    /// Its title in English.
    pub title_en: String,
    /// Code of the agency: its key signs.
    pub agency: String,
    /// The agency's name as it stands on the document.
    pub agency_name: String,
    /// The agency's name for readers of English; "" when it has none.
    #[serde(default)]
    pub agency_name_en: String,
    /// Typst source.
    pub template: String,
    /// What the template shows: an object. A text field `holder` names the holder (family name first) where that is not the
    /// owner of the account, for instance a child.
    pub data: serde_json::Value,
    /// The language of the document.
    pub lang: Lang,
    /// The last day on which it is valid, if it runs out.
    pub valid_until: Option<Date>,
}

impl db::jobs::Job for IssueDocument {
    const KIND: &'static str = "documents/issue";
}

/// A document was issued. Enqueued once for each, in the transaction that records it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentIssued {
    /// Who got it.
    pub account: AccountId,
    /// The mark of whoever ordered it.
    pub reference: String,
    /// "result" or "receipt".
    pub kind: String,
    /// Which.
    pub document: DocumentId,
    /// Its number, bare digits.
    pub number: String,
}

impl db::jobs::Job for DocumentIssued {
    const KIND: &'static str = "documents/issued";
}
