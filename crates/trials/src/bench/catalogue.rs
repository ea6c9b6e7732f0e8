//! Ten thousand services with titles, descriptions and words of their own, made up for measuring the search.

use std::{fmt::Write, fs, path::Path};

use anyhow::Result;

/// What is done, and with what, in both languages.
const ACTS: [(&str, &str); 10] = [
    ("Вернуть", "Give back"),
    ("Заменить", "Replace"),
    ("Зарегистрировать", "Register"),
    ("Продлить", "Renew"),
    ("Отменить", "Cancel"),
    ("Согласовать", "Approve"),
    ("Поставить на учёт", "Enrol"),
    ("Проверить", "Check"),
    ("Подтвердить", "Confirm"),
    ("Оплатить", "Pay for"),
];
const THINGS: [(&str, &str); 25] = [
    ("паспорт маломерного судна", "a small vessel's passport"),
    ("лицензию на торговлю", "a trading licence"),
    ("разрешение на строительство", "a building permit"),
    ("свидетельство о праве на наследство", "a certificate of inheritance"),
    ("земельный участок", "a plot of land"),
    ("договор аренды", "a lease"),
    ("путёвку в санаторий", "a stay at a sanatorium"),
    ("место в детском саду", "a place in a kindergarten"),
    ("удостоверение ветерана", "a veteran's card"),
    ("пособие многодетной семье", "a large family's benefit"),
    ("полис медицинского страхования", "a health insurance policy"),
    ("водительское удостоверение", "a driving licence"),
    ("оружие самообороны", "a weapon of self-defence"),
    ("квоту на вылов рыбы", "a fishing quota"),
    ("справку о доходах", "a statement of income"),
    ("выписку из домовой книги", "an extract from the house register"),
    ("патент предпринимателя", "an entrepreneur's patent"),
    ("товарный знак", "a trade mark"),
    ("диплом об образовании", "a diploma"),
    ("разрешение на работу иностранца", "a foreigner's work permit"),
    ("перевозку тяжёлого груза", "a heavy transport"),
    ("санитарное заключение", "a sanitary certificate"),
    ("родословную собаки", "a dog's pedigree"),
    ("архивную копию", "a copy from the archive"),
    ("электрическое подключение дома", "a connection to the grid"),
];
const PLACES: [(&str, &str); 40] = [
    ("Абакан", "Abakan"),
    ("Анадырь", "Anadyr"),
    ("Барнаул", "Barnaul"),
    ("Белгород", "Belgorod"),
    ("Брянск", "Bryansk"),
    ("Владимир", "Vladimir"),
    ("Вологда", "Vologda"),
    ("Воркута", "Vorkuta"),
    ("Грозный", "Grozny"),
    ("Дербент", "Derbent"),
    ("Елец", "Yelets"),
    ("Зарайск", "Zaraysk"),
    ("Иваново", "Ivanovo"),
    ("Ижевск", "Izhevsk"),
    ("Казань", "Kazan"),
    ("Калуга", "Kaluga"),
    ("Кострома", "Kostroma"),
    ("Курган", "Kurgan"),
    ("Липецк", "Lipetsk"),
    ("Магадан", "Magadan"),
    ("Мурманск", "Murmansk"),
    ("Нальчик", "Nalchik"),
    ("Омск", "Omsk"),
    ("Орёл", "Oryol"),
    ("Пенза", "Penza"),
    ("Пермь", "Perm"),
    ("Псков", "Pskov"),
    ("Рязань", "Ryazan"),
    ("Самара", "Samara"),
    ("Саратов", "Saratov"),
    ("Смоленск", "Smolensk"),
    ("Сочи", "Sochi"),
    ("Тамбов", "Tambov"),
    ("Тверь", "Tver"),
    ("Томск", "Tomsk"),
    ("Тула", "Tula"),
    ("Тюмень", "Tyumen"),
    ("Уфа", "Ufa"),
    ("Чита", "Chita"),
    ("Ярославль", "Yaroslavl"),
];

/// What people type: whole words, beginnings, typing errors, the wrong keyboard layout, several words, nothing known.
pub const QUERIES: [&str; 20] = [
    "загран",
    "водительское удостоверение",
    "заменить водительское удостоверение казань",
    "пособие",
    "справка о доходах",
    "проверить",
    "зарегистрировать",
    "земелный участок",
    "свидетелство",
    "kbwtypbz",
    "hunting",
    "passport",
    "Renew a driving licence",
    "ветеран омск",
    "р",
    "па",
    "как получить путёвку в санаторий",
    "квота на вылов рыбы мурманск",
    "абвгдежз",
    "электрическое подключение дома в твери",
];

/// How many there are.
pub const fn count() -> usize {
    ACTS.len() * THINGS.len() * PLACES.len()
}

/// Writes them all as folders below this one.
pub fn write(folder: &Path) -> Result<()> {
    let mut number = 0_usize;
    for act in ACTS {
        for thing in THINGS {
            for place in PLACES {
                let code = format!("made-{number:05}");
                fs::create_dir_all(folder.join(&code))?;
                fs::write(folder.join(&code).join("service.yaml"), described(&code, number, [act, thing, place]))?;
                number += 1;
            }
        }
    }
    Ok(())
}

fn described(code: &str, number: usize, [act, thing, place]: [(&str, &str); 3]) -> String {
    let agency = ["tax-service", "interior-ministry", "social-fund", "registry-office", "property-register"];
    let agency = agency.get(number % agency.len()).copied().unwrap_or_default();
    let (ru, en) = (format!("{} {}: {}", act.0, thing.0, place.0), format!("{} {}: {}", act.1, thing.1, place.1));
    let mut text = format!("code: {code}\ntitle: {{ru: \"{ru}\", en: \"{en}\"}}\n");
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "short: {{ru: \"Кому и как: {}.\", en: \"Who and how: {}.\"}}\n\
         about:\n  ru: \"{ru} (дело {number}). Заявление рассматривают на месте; документы приносить не нужно. Ответ приходит в кабинет.\"\n  \
         en: \"{en} (case {number}). The application is decided on the spot; no papers have to be brought. The answer comes to the account.\"\n\
         who: {{ru: \"Жители: {}.\", en: \"Residents: {}.\"}}\n\
         kind: statement\nlevel: standard\nagency: {agency}\ncategories: [documents]\n\
         price: {{ru: Бесплатно, en: Free of charge}}\ntime: {{ru: 5 рабочих дней, en: 5 working days}}\n\
         refusals:\n  - code: wrong\n    title: {{ru: Ошибка, en: A mistake}}\n    advice: {{ru: Исправьте., en: Mend it.}}\n\
         steps:\n  - title: {{ru: Ответьте, en: Answer}}\n\
         result:\n  title: {{ru: \"Ответ: {}\", en: \"Answer: {}\"}}\n  about: {{ru: Ответ ведомства., en: The agency's answer.}}\n\
         deadlines: {{review: 5, answer: 5}}\n\
         pages:\n  - id: words\n    title: {{ru: Слова, en: Words}}\n    questions:\n      - id: words\n        type: text\n        \
         max_length: 100\n        title: {{ru: Что нужно, en: What you need}}\n",
        thing.0, thing.1, place.0, place.1, thing.0, thing.1
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_ten_thousand() {
        assert_eq!(count(), 10_000);
        let text = described("made-00000", 0, [ACTS[0], THINGS[0], PLACES[0]]);
        assert!(text.contains("title: {ru: \"Вернуть паспорт маломерного судна: Абакан\""), "{text}");
    }
}
