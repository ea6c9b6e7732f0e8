//! Questions and answers as the registries write them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Mark, Registry,
    gateway::{Answer, Question, Unavailable},
};

/// The body of a question. What the person does not have is left out.
pub(super) fn body(question: &Question) -> Value {
    let mut body = match question {
        Question::PensionFund { snils, family_name, given_name, born_on, sex, .. } => json!({
            "snils": snils.as_str(),
            "family_name": family_name,
            "given_name": given_name,
            "born_on": born_on,
            "sex": sex,
        }),
        Question::PassportRegistry {
            passport, issued_on, subdivision_code, family_name, given_name, born_on, ..
        } => {
            json!({
                "series": passport.series(),
                "number": passport.number(),
                "issued_on": issued_on,
                "subdivision_code": subdivision_code.to_string(),
                "family_name": family_name,
                "given_name": given_name,
                "born_on": born_on,
            })
        }
    };
    let (Question::PensionFund { patronymic, .. } | Question::PassportRegistry { patronymic, .. }) = question;
    if let (Some(patronymic), Some(body)) = (patronymic, body.as_object_mut()) {
        body.insert("patronymic".into(), patronymic.as_str().into());
    }
    body
}

/// Reads the body of an answer.
///
/// # Errors
/// When it says nothing that counts: such a registry is asked again.
pub fn read(registry: Registry, body: &[u8]) -> Result<Answer, Unavailable> {
    // The parser's own message may quote what it read.
    let said = serde_json::from_slice(body)
        .map_err(|_| Unavailable { registry, reason: "the answer cannot be read".to_owned() })?;
    read_answer(registry, &said)
}

/// The body of an answer.
#[derive(Deserialize)]
struct Said {
    result: String,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    status: Option<String>,
}

/// Understands an answer. One that does not say plainly that all is well never counts as agreement.
fn read_answer(registry: Registry, said: &Said) -> Result<Answer, Unavailable> {
    let unreadable = |what: &str| Unavailable { registry, reason: format!("the answer has {what}") };
    let standing = match (registry, said.status.as_deref()) {
        (Registry::PensionFund, Some("active")) | (Registry::PassportRegistry, Some("valid")) => Some(None),
        (Registry::PensionFund, Some("suspended")) => Some(Some(Mark::SnilsSuspended)),
        (Registry::PensionFund, Some("annulled")) => Some(Some(Mark::SnilsAnnulled)),
        (Registry::PassportRegistry, Some("invalid")) => Some(Some(Mark::PassportInvalid)),
        (_, None) => None,
        (_, Some(_)) => return Err(unreadable("an unknown status")),
    };
    let mut marks: Vec<Mark> = said.fields.iter().map(|field| field.parse().unwrap_or(Mark::Other)).collect();
    marks.extend(standing.flatten());
    marks.sort_unstable();
    marks.dedup();
    match (said.result.as_str(), standing) {
        ("agreed", Some(None)) if marks.is_empty() => Ok(Answer::Agreed),
        ("agreed", Some(Some(_))) | ("differs", _) if !marks.is_empty() => Ok(Answer::Differs(marks)),
        ("differs", _) => Ok(Answer::Differs(vec![Mark::Other])),
        ("not_found", _) => Ok(Answer::NotFound),
        ("agreed", _) => Err(unreadable("an agreement that contradicts itself")),
        _ => Err(unreadable("an unknown result")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(registry: Registry, text: &str) -> Result<Answer, String> {
        let said = serde_json::from_str(text).map_err(|error| error.to_string())?;
        read_answer(registry, &said).map_err(|unavailable| unavailable.reason)
    }

    #[test]
    fn agreement_is_plain_or_none() {
        let pension = |text| read(Registry::PensionFund, text);
        assert_eq!(pension(r#"{"result":"agreed","fields":[],"status":"active"}"#), Ok(Answer::Agreed));
        assert!(pension(r#"{"result":"agreed","fields":[]}"#).is_err());
        assert!(pension(r#"{"result":"agreed","fields":["born_on"],"status":"active"}"#).is_err());
        assert!(pension(r#"{"result":"agreed","status":"valid"}"#).is_err());
        assert!(pension(r#"{"result":"maybe","status":"active"}"#).is_err());
        let passport = |text| read(Registry::PassportRegistry, text);
        assert_eq!(passport(r#"{"result":"agreed","status":"valid"}"#), Ok(Answer::Agreed));
    }

    #[test]
    fn differences_are_named() {
        let pension = |text| read(Registry::PensionFund, text);
        assert_eq!(
            pension(r#"{"result":"differs","fields":["born_on","family_name","born_on"],"status":"active"}"#),
            Ok(Answer::Differs(vec![Mark::FamilyName, Mark::BornOn]))
        );
        assert_eq!(
            pension(r#"{"result":"agreed","status":"suspended"}"#),
            Ok(Answer::Differs(vec![Mark::SnilsSuspended]))
        );
        assert_eq!(pension(r#"{"result":"differs","fields":["shoe_size"]}"#), Ok(Answer::Differs(vec![Mark::Other])));
        assert_eq!(pension(r#"{"result":"differs"}"#), Ok(Answer::Differs(vec![Mark::Other])));
        assert_eq!(pension(r#"{"result":"not_found"}"#), Ok(Answer::NotFound));
        let invalid = read(Registry::PassportRegistry, r#"{"result":"agreed","status":"invalid"}"#);
        assert_eq!(invalid, Ok(Answer::Differs(vec![Mark::PassportInvalid])));
    }
}
