//! What people type into one field: contacts, national numbers, days, names, addresses to come back to.

use std::str::FromStr;

use base::{Email, Lang, Phone, national, parse_day, short_date};

/// The text in every field that there is.
pub fn enter(bytes: &[u8]) {
    let text = &String::from_utf8_lossy(bytes);
    same::<Phone>(text, |phone| vec![phone.as_str().to_owned(), phone.show()]);
    same::<Email>(text, |email| vec![email.as_str().to_owned()]);
    same::<national::Snils>(text, |snils| vec![snils.as_str().to_owned(), snils.to_string()]);
    same::<national::Inn>(text, |inn| vec![inn.as_str().to_owned(), inn.to_string()]);
    same::<national::Passport>(text, |passport| vec![passport.to_string()]);
    same::<national::SubdivisionCode>(text, |code| vec![code.as_str().to_owned(), code.to_string()]);
    same::<identity::AccountNumber>(text, |number| vec![number.as_str().to_owned()]);
    same::<documents::DocumentNumber>(text, |number| vec![number.as_str().to_owned(), number.to_string()]);
    same::<forms::ContentHash>(text, |hash| vec![hash.to_string()]);
    if let Ok(day) = parse_day(text)
        && day.year() >= 0
    {
        assert_eq!(parse_day(&short_date(day)), Ok(day), "a day is another when it is written");
        assert_eq!(parse_day(&day.to_string()), Ok(day), "a day is another when it is stored");
        base::long_date(day, Lang::Ru);
    }
    if let Ok(phone) = text.parse::<Phone>() {
        assert!(phone.as_str().len() == 12 && phone.masked().contains('•'), "not a phone: {phone}");
    }
    if let Ok(email) = text.parse::<Email>() {
        assert!(!email.as_str().contains(['\r', '\n', ' ', '<', '>', ',']), "a letter could go elsewhere: {email}");
        assert!(email.masked().contains('•'));
    }
    if let Ok(name) = identity::accounts::read_name(text) {
        assert!(!name.chars().any(char::is_control), "a name with controls");
        assert_eq!(identity::accounts::read_name(&name).ok(), Some(name), "a name is read differently the second time");
    }
    let address = base::Address::written(text);
    assert_eq!(
        base::Address::written(&address.text).parts,
        address.parts,
        "an address is another when it is read again"
    );
    if let Some(path) = web::local_path(text) {
        assert!(path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'), "{path} leads away");
        web::with_query(path, text, "lang", "en");
    }
}

/// Every way in which it is written leads back to the same.
fn same<T: FromStr + PartialEq>(text: &str, written: fn(&T) -> Vec<String>) {
    let Ok(read) = text.parse::<T>() else { return };
    for written in written(&read) {
        let again = written.parse::<T>().ok();
        assert!(again.is_some_and(|again| again == read), "{written:?}, read from {text:?}, is another");
    }
}
