//! What stands before or after a name in an address: «обл.», «г.», «пр-т», «корп.».

/// What a kind of place is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Region,
    District,
    City,
    Street,
}

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    House,
    /// «к», «с», «л»: how the register's own short notation writes it.
    Building(&'static str),
    Flat,
}

type Kind = (&'static str, Class, &'static [&'static str]);

/// The full word, what it is a part of, and how it is written beside in full. Lower case, «е» for «ё».
const KINDS: &[Kind] = &[
    ("область", Class::Region, &["обл"]),
    ("край", Class::Region, &[]),
    ("республика", Class::Region, &["респ"]),
    ("автономный", Class::Region, &["авт"]),
    ("округ", Class::District, &["окр", "ао", "го", "г.о", "мо", "м.о"]),
    ("район", Class::District, &["р-н", "рн", "м.р-н"]),
    ("поселение", Class::District, &["сп", "гп", "пос-ние"]),
    ("город", Class::City, &["г", "гор"]),
    ("поселок", Class::City, &["п", "пос", "пгт", "рп", "дп", "кп"]),
    ("село", Class::City, &["с"]),
    ("деревня", Class::City, &["дер", "д"]),
    ("станица", Class::City, &["ст-ца"]),
    ("хутор", Class::City, &["х"]),
    ("аул", Class::City, &[]),
    ("улица", Class::Street, &["ул", "улиц"]),
    ("проспект", Class::Street, &["пр-т", "пр-кт", "просп", "пркт"]),
    ("проезд", Class::Street, &["пр-д", "пр", "прд"]),
    ("переулок", Class::Street, &["пер", "пер-к"]),
    ("площадь", Class::Street, &["пл", "пл-дь"]),
    ("набережная", Class::Street, &["наб"]),
    ("шоссе", Class::Street, &["ш"]),
    ("бульвар", Class::Street, &["б-р", "бул", "бульв", "бр"]),
    ("аллея", Class::Street, &["ал"]),
    ("тупик", Class::Street, &["туп"]),
    ("линия", Class::Street, &["лн"]),
    ("спуск", Class::Street, &[]),
    ("микрорайон", Class::Street, &["мкр", "мкрн", "мкр-н", "м-н"]),
    ("квартал", Class::Street, &["кв-л"]),
    ("территория", Class::Street, &["тер"]),
    ("товарищество", Class::Street, &["снт", "днт", "тсн"]),
];

/// Words of no meaning for finding.
const EMPTY: &[&str] = &["им", "имени", "россия", "рф", "российская", "федерация", "район-н", "адрес"];

/// The kind of this word: its full form and what it is a part of.
pub(super) fn kind(word: &str) -> Option<(&'static str, Class)> {
    let bare = word.trim_end_matches('.');
    let found = KINDS.iter().find(|(full, _, short)| *full == bare || short.contains(&bare));
    found.map(|(full, class, _)| (*full, *class))
}

/// What stands before a number in this word.
pub(super) fn marker(word: &str) -> Option<Marker> {
    Some(match word.trim_end_matches('.') {
        "д" | "дом" | "домовладение" | "двлд" | "владение" | "влд" | "вл" | "зд" | "здание" | "уч" | "участок" => {
            Marker::House
        }
        "к" | "корп" | "корпус" | "кор" => Marker::Building("к"),
        "с" | "стр" | "строение" | "соор" | "сооружение" => Marker::Building("с"),
        "лит" | "литера" | "литер" => Marker::Building("л"),
        "кв" | "квартира" | "оф" | "офис" | "пом" | "помещение" | "ком" | "комн" | "комната" | "ап" | "апартаменты" => {
            Marker::Flat
        }
        _ => return None,
    })
}

/// Whether the word tells nothing.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}
