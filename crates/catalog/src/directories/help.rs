//! What people ask about the portal, and the answers.

use forms::Text;
use serde::Deserialize;

/// The page of help.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// Where to write.
    pub email: String,
    /// When the hotline answers.
    pub hours: Text,
    /// Questions by who asks.
    pub groups: Vec<HelpGroup>,
}

/// Those who ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpGroup {
    /// Its anchor on the page.
    pub code: String,
    /// Who they are.
    pub title: Text,
    /// What they ask.
    pub questions: Vec<Question>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub question: Text,
    /// The answer.
    pub answer: Text,
    /// Where one goes from there.
    pub link: Option<HelpLink>,
}

/// A page of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLink {
    /// Its path.
    pub href: String,
    /// What stands on the link.
    pub title: Text,
}
