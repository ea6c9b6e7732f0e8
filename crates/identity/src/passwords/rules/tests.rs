use super::*;

fn vera() -> Names {
    Names { family: "Ветрова".into(), given: "Вера".into(), patronymic: Some("Павловна".into()) }
}

fn judge(password: &str) -> Result<(), Fault> {
    let names = vera();
    check(
        password,
        &About { names: Some(&names), contacts: vec!["+79001234567".into(), "v.vetrova@example.org".into()] },
    )
}

#[test]
fn good_passwords_pass() {
    for password in [
        "Кисель 7 вёдер!",
        "mT4$kw-Zubrovka",
        "Synie-3-koryta?",
        "Ракета&17&ноль",
        "x9!Kd0-pLwQ2z",
        "горшок Каши 5 & мёд",
    ] {
        assert_eq!(judge(password), Ok(()), "{password}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert_eq!(judge("Кисель 7 в!"), Err(Fault::Short));
    assert_eq!(judge(""), Err(Fault::Short));
    let long = format!("Кисель 7 вёдер!{}", "ъ!Q4".repeat(40));
    assert_eq!(judge(&long), Err(Fault::Long));
}

#[test]
fn every_kind_of_sign_is_wanted() {
    for password in ["кисель 7 вёдер!", "КИСЕЛЬ 7 ВЁДЕР!", "Кисель семь вёдер!", "Кисель7вёдервсем"]
    {
        assert_eq!(judge(password), Err(Fault::Kinds), "{password}");
    }
}

#[test]
fn what_leaks_know_is_refused_in_every_disguise() {
    for password in ["Password123!", "P@ssw0rd2024!", "Пароль-12345", "Gfhjkm!12345", "Parol1234567!", "Привет123456!"]
    {
        let fault = judge(password);
        assert!(matches!(fault, Err(Fault::Leaked | Fault::Row)), "{password}: {fault:?}");
    }
    assert_eq!(judge("Password2024!"), Err(Fault::Leaked));
    assert_eq!(judge("Любовь-2024-!"), Err(Fault::Leaked));
}

#[test]
fn rows_of_keys_are_refused() {
    for password in [
        "Qwerty!9kasha",
        "Kasha!9lkjhg",
        "Каша!9йцукенг",
        "Borsch!12345v",
        "Borsch!54321v",
        "Каша-777777-Я",
        "Zabcdef!19-q",
    ] {
        assert_eq!(judge(password), Err(Fault::Row), "{password}");
    }
}

#[test]
fn names_and_contacts_are_refused_in_every_disguise() {
    for password in [
        "Ветрова!42-окно",
        "okno-Vetrova!42",
        "okno&Dtnhjdf!42",
        "Каша!9001234567",
        "V.Vetrova!42-d",
        "Pavlovna?58-dom",
    ] {
        assert_eq!(judge(password), Err(Fault::Personal), "{password}");
    }
}

#[test]
fn dates_are_refused() {
    for password in ["Свёкла!27.03.1990", "Borsch_27031990", "Каша 1990-03-27 Ы"] {
        assert_eq!(judge(password), Err(Fault::Date), "{password}");
    }
    assert!(!has_date("Borsch 4099 9913"));
}

#[test]
fn guessable_passwords_are_weak() {
    for password in ["Dragon!1Dragon!1", "Monkey!1 monkey"] {
        let fault = judge(password);
        assert!(matches!(fault, Err(Fault::Weak | Fault::Leaked)), "{password}: {fault:?}");
    }
}

#[test]
fn keyboards_are_swapped_both_ways() {
    assert_eq!(keyed("Пароль"), "Gfhjkm");
    assert_eq!(unkeyed("gfhjkm"), "пароль");
    assert_eq!(transliterated("щука"), "shchuka");
}
