//! From what people type to an answer of the question's type.

use base::{Email, Money, Phone, national, parse_day, text};

use crate::{
    Address, Child, Facts, Input, Kind, Person, Question, Value, Vehicle, WrongCode,
    parts::{KNOWN, household, name_of},
};

/// What the fields of one question say: nothing, an answer, or something that cannot be read (with the part's name).
pub(crate) type Reading = Result<Option<Value>, Vec<(&'static str, WrongCode)>>;

/// Reads the fields of a question that is not a group.
pub(crate) fn read(question: &Question, path: &str, input: &Input, facts: &Facts) -> Reading {
    if let Some(known) = chosen(question, path, input, facts) {
        return Ok(Some(known));
    }
    let text = input.text(path);
    match question.kind {
        Kind::Address => Ok(address(path, input)),
        Kind::Person => Ok(person(question.born, path, input)?.map(Value::Person)),
        Kind::Child => child(question, path, input),
        Kind::Vehicle => vehicle(path, input),
        Kind::Choices => choices(question, input.texts(path)),
        Kind::File => {
            let files = input.files(path).unwrap_or_default();
            Ok((!files.is_empty()).then(|| Value::Files(files.to_vec())))
        }
        Kind::Group => Ok(None),
        _ if text.is_empty() => Ok(None),
        kind => single(question, kind, text).map(Some).map_err(|code| vec![("", code)]),
    }
}

fn single(question: &Question, kind: Kind, text: &str) -> Result<Value, WrongCode> {
    use national::BadNumber;
    match kind {
        Kind::Number => number(text).map(Value::Number).ok_or(WrongCode::NotNumber),
        Kind::Money => money(text).map(Value::Money).ok_or(WrongCode::NotMoney),
        Kind::Date => parse_day(text).map(Value::Day).map_err(|_| WrongCode::NotDay),
        Kind::YesNo => match text {
            "yes" => Ok(Value::Flag(true)),
            "no" => Ok(Value::Flag(false)),
            _ => Err(WrongCode::NotOption),
        },
        Kind::Choice => match question.option(text) {
            Some(option) => Ok(Value::Text(option.id.clone())),
            None => Err(WrongCode::NotOption),
        },
        Kind::Phone => {
            let phone = text.parse::<Phone>().map_err(|_| WrongCode::NotPhone)?;
            Ok(Value::Text(phone.as_str().to_owned()))
        }
        Kind::Email => {
            let email = text.parse::<Email>().map_err(|_| WrongCode::NotEmail)?;
            Ok(Value::Text(email.as_str().to_owned()))
        }
        Kind::Snils => match text.parse::<national::Snils>() {
            Ok(snils) => Ok(Value::Text(snils.as_str().to_owned())),
            Err(BadNumber::Form) => Err(WrongCode::SnilsForm),
            Err(BadNumber::CheckDigit) => Err(WrongCode::SnilsCheckDigit),
        },
        Kind::Inn => match text.parse::<national::Inn>() {
            Ok(inn) => Ok(Value::Text(inn.as_str().to_owned())),
            Err(BadNumber::Form) => Err(WrongCode::InnForm),
            Err(BadNumber::CheckDigit) => Err(WrongCode::InnCheckDigit),
        },
        Kind::Passport => {
            let passport = text.parse::<national::Passport>().map_err(|_| WrongCode::NotPassport)?;
            Ok(Value::Text(format!("{}{}", passport.series(), passport.number())))
        }
        _ => Ok(Value::Text(line_ends(text, question.multiline))),
    }
}

/// Without what nobody sees; of one line where the question has one.
fn line_ends(text: &str, multiline: bool) -> String {
    if multiline { text::clean(text).into_owned() } else { text::line(text) }
}

/// Whole numbers as typed, also with spaces between thousands.
fn number(text: &str) -> Option<i64> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let digits = bare.strip_prefix(['-', '−']).unwrap_or(&bare);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    Some(if digits.len() < bare.len() { -value } else { value })
}

/// Sums as typed: `1500`, `1 500,00`, `1500.5 ₽`.
fn money(text: &str) -> Option<Money> {
    let bare = text.trim_end_matches(['₽', '.', ' ', '\u{a0}']).trim_end_matches("руб");
    let bare: String = bare.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (roubles, kopecks) = bare.split_once([',', '.']).unwrap_or((&bare, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if roubles.is_empty() || kopecks.len() > 2 || !digits(roubles) || !digits(kopecks) {
        return None;
    }
    let kopecks: i64 = format!("{kopecks:0<2}").parse().ok()?;
    roubles.parse::<i64>().ok()?.checked_mul(100)?.checked_add(kopecks).map(Money::kopecks)
}

fn choices(question: &Question, ids: &[String]) -> Reading {
    let ids: Vec<&str> = ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    if ids.iter().any(|id| question.option(id).is_none()) {
        return Err(vec![("", WrongCode::NotOption)]);
    }
    let chosen = question.options.iter().filter(|option| ids.contains(&option.id.as_str()));
    let chosen: Vec<String> = chosen.map(|option| option.id.clone()).collect();
    Ok((!chosen.is_empty()).then_some(Value::Choices(chosen)))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| line_ends(text, false))
}

fn address(path: &str, input: &Input) -> Option<Value> {
    let text = line_ends(input.text(path), false);
    let typed_code = some(input.text(&format!("{path}.postal_code")));
    if text.is_empty() && typed_code.is_none() {
        return None;
    }
    // Without a directory the line itself says what its parts are.
    let mut address = input.address(path).cloned().unwrap_or_else(|| Address::written(&text));
    // A house of the directory has its code there.
    if typed_code.is_some() && (address.directory_id.is_none() || address.postal_code.is_none()) {
        address.postal_code = typed_code;
    }
    Some(Value::Address(address))
}

/// What was chosen from the household instead of typing it.
fn chosen(question: &Question, path: &str, input: &Input, facts: &Facts) -> Option<Value> {
    let name = input.text(&format!("{path}.{KNOWN}"));
    household(question, facts).into_iter().find(|known| !name.is_empty() && name_of(known) == name)
}

fn person(born: bool, path: &str, input: &Input) -> Result<Option<Person>, Vec<(&'static str, WrongCode)>> {
    let part = |name: &str| input.text(&format!("{path}.{name}"));
    let born = if born { part("born_on") } else { "" };
    let names = ["family_name", "given_name", "patronymic"].map(part);
    if born.is_empty() && names.iter().all(|name| name.is_empty()) {
        return Ok(None);
    }
    let [family_name, given_name, patronymic] = names.map(|name| line_ends(name, false));
    let born_on = match born {
        "" => None,
        text => Some(parse_day(text).map_err(|_| vec![("born_on", WrongCode::NotDay)])?),
    };
    let patronymic = some(&patronymic);
    Ok(Some(Person { family_name, given_name, patronymic, born_on }))
}

fn child(question: &Question, path: &str, input: &Input) -> Reading {
    let typed = if question.certificate { input.text(&format!("{path}.certificate")) } else { "" };
    let person = person(true, path, input)?;
    if person.is_none() && typed.is_empty() {
        return Ok(None);
    }
    let certificate = match typed {
        "" => None,
        text => match text.parse::<national::BirthCertificate>() {
            Ok(number) => Some(String::from(number)),
            Err(_) => return Err(vec![("certificate", WrongCode::BirthCertificate)]),
        },
    };
    Ok(Some(Value::Child(Child { person: person.unwrap_or_default(), certificate })))
}

fn vehicle(path: &str, input: &Input) -> Reading {
    let part = |name: &str| input.text(&format!("{path}.{name}"));
    let [model, plate, vin, year] = ["model", "plate", "vin", "year"].map(part);
    if [model, plate, vin, year].iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let plate = match plate {
        "" => None,
        text => text.parse::<national::Plate>().map_err(|_| faults.push(("plate", WrongCode::Plate))).ok(),
    };
    let vin = vin.parse::<national::Vin>().map_err(|_| faults.push(("vin", WrongCode::Vin))).ok();
    let year = number(year).filter(|_| year.len() == 4);
    if year.is_none() {
        faults.push(("year", WrongCode::Year));
    }
    match (vin, year) {
        (Some(vin), Some(year)) if faults.is_empty() => {
            let (model, plate) = (line_ends(model, false), plate.map(String::from));
            Ok(Some(Value::Vehicle(Vehicle { model, plate, vin: vin.into(), year })))
        }
        _ => Err(faults),
    }
}
