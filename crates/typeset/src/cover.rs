//! People type signs that no font of ours has (emoji, other scripts). PDF/A forbids printing a missing sign, and a document
//! must not fail because of an answer in it: such signs become a question mark, invisible ones go.

use serde_json::Value;

use crate::fonts::Fonts;

/// Replaces unprintable signs in every text of `json`; a file that is not JSON is returned as it came.
pub fn printable_json(json: &str, fonts: &Fonts) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(json) else { return json.to_owned() };
    clean(&mut value, fonts);
    value.to_string()
}

fn clean(value: &mut Value, fonts: &Fonts) {
    match value {
        Value::String(text) => *text = printable(text, fonts),
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, fonts)),
        Value::Object(fields) => fields.values_mut().for_each(|field| clean(field, fonts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text with every sign printable.
pub fn printable(text: &str, fonts: &Fonts) -> String {
    text.chars()
        .filter(|sign| !invisible(*sign))
        .map(|sign| match sign {
            '\n' => '\n',
            _ if sign.is_whitespace() && !fonts.covers(sign) => ' ',
            _ if fonts.covers(sign) => sign,
            _ => '?',
        })
        .collect()
}

/// Signs that only steer other signs (joiners, directions, selectors, marks of byte order) and control characters.
fn invisible(sign: char) -> bool {
    (sign.is_control() && !sign.is_whitespace())
        || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_the_fonts_have_and_marks_the_rest() {
        let fonts = Fonts::load();
        let kept = "Щёлково, «Ёлка» № 5 — 1\u{a0}500,00\u{a0}₽ ʼAbc’";
        assert_eq!(printable(&kept.replace('ʼ', "'"), &fonts), kept.replace('ʼ', "'"));
        assert_eq!(printable("мир 🌍 中\u{200d}\u{0}\tконец\u{2028}", &fonts), "мир ? ? конец ");
        let json = r#"{"a":["🌍",{"b":"ok"}],"n":1}"#;
        assert_eq!(printable_json(json, &fonts), r#"{"a":["?",{"b":"ok"}],"n":1}"#);
    }
}
