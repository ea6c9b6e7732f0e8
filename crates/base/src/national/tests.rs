use super::*;

#[test]
fn snils_in_every_spelling() {
    for text in ["112-233-445 95", "11223344595", "112 233 445 95"] {
        assert_eq!(text.parse::<Snils>().unwrap().to_string(), "112-233-445 95");
    }
    assert_eq!("112-233-445 96".parse::<Snils>(), Err(BadNumber::CheckDigit));
    assert_eq!("112-233-445".parse::<Snils>(), Err(BadNumber::Form));
    assert_eq!("1122334459a".parse::<Snils>(), Err(BadNumber::Form));
    assert_eq!("000-000-000 00".parse::<Snils>(), Err(BadNumber::CheckDigit));
}

#[test]
fn inn_of_persons_and_organisations() {
    // The examples that the tax service's own algorithm is explained with.
    assert!("7707083893".parse::<Inn>().is_ok());
    assert!("500100732259".parse::<Inn>().is_ok());
    assert_eq!("7707083894".parse::<Inn>(), Err(BadNumber::CheckDigit));
    assert_eq!("500100732258".parse::<Inn>(), Err(BadNumber::CheckDigit));
    assert_eq!("12345".parse::<Inn>(), Err(BadNumber::Form));
}

#[test]
fn ogrn_of_organisations() {
    assert!("1027700132195".parse::<Ogrn>().is_ok());
    assert!("304500116000157".parse::<Ogrn>().is_ok());
    assert_eq!("1027700132196".parse::<Ogrn>(), Err(BadNumber::CheckDigit));
}

#[test]
fn passports_and_codes() {
    let passport: Passport = "45 00 № 123456".parse().unwrap();
    assert_eq!((passport.series(), passport.number()), ("4500", "123456"));
    assert_eq!(passport.to_string(), "45 00 123456");
    assert_eq!(passport.masked(), "45 00 •••456");
    assert!("450012345".parse::<Passport>().is_err());
    assert_eq!("770001".parse::<SubdivisionCode>().unwrap().to_string(), "770-001");
}

#[test]
fn one_wrong_digit_is_always_seen() {
    let right = "11223344595";
    for place in 0..right.len() {
        for digit in '0'..='9' {
            let mut typed: Vec<char> = right.chars().collect();
            if typed[place] == digit {
                continue;
            }
            typed[place] = digit;
            let typed: String = typed.into_iter().collect();
            assert_eq!(typed.parse::<Snils>(), Err(BadNumber::CheckDigit), "{typed}");
        }
    }
}
