//! Names that people have.

use identity::{Names, personal::Sex};

const FAMILIES: [&str; 40] = [
    "Ветров",
    "Орлов",
    "Зимин",
    "Лугов",
    "Соколов",
    "Морозов",
    "Волков",
    "Лебедев",
    "Козлов",
    "Новиков",
    "Павлов",
    "Семёнов",
    "Голубев",
    "Виноградов",
    "Богданов",
    "Воробьёв",
    "Фёдоров",
    "Михайлов",
    "Беляев",
    "Тарасов",
    "Белов",
    "Комаров",
    "Киселёв",
    "Макаров",
    "Андреев",
    "Ковалёв",
    "Ильин",
    "Гусев",
    "Титов",
    "Кузьмин",
    "Кудрявцев",
    "Баранов",
    "Куликов",
    "Алексеев",
    "Степанов",
    "Яковлев",
    "Сорокин",
    "Сергеев",
    "Романов",
    "Захаров",
];
const MEN: [&str; 20] = [
    "Лев",
    "Олег",
    "Дмитрий",
    "Павел",
    "Сергей",
    "Андрей",
    "Иван",
    "Пётр",
    "Николай",
    "Виктор",
    "Юрий",
    "Борис",
    "Глеб",
    "Роман",
    "Егор",
    "Игорь",
    "Артём",
    "Денис",
    "Максим",
    "Тимур",
];
const WOMEN: [&str; 20] = [
    "Вера",
    "Анна",
    "Ирина",
    "Ольга",
    "Елена",
    "Мария",
    "Нина",
    "Дарья",
    "Софья",
    "Алла",
    "Инна",
    "Юлия",
    "Ксения",
    "Лидия",
    "Раиса",
    "Тамара",
    "Зоя",
    "Галина",
    "Полина",
    "Майя",
];
/// Fathers, as a patronymic begins.
const FATHERS: [&str; 16] = [
    "Павлов",
    "Иванов",
    "Петров",
    "Олегов",
    "Викторов",
    "Борисов",
    "Глебов",
    "Романов",
    "Егоров",
    "Артёмов",
    "Денисов",
    "Максимов",
    "Тимуров",
    "Львов",
    "Антонов",
    "Семёнов",
];

/// The names that a number draws, and the sex that goes with them.
pub(super) fn drawn(number: u64) -> (Names, Sex) {
    let woman = number.is_multiple_of(2);
    let (family, father) = (pick(&FAMILIES, number >> 1), pick(&FATHERS, number >> 17));
    let given = if woman { pick(&WOMEN, number >> 33) } else { pick(&MEN, number >> 33) };
    let names = Names {
        family: if woman { format!("{family}а") } else { family.to_owned() },
        given: given.to_owned(),
        patronymic: Some(if woman { format!("{father}на") } else { format!("{father}ич") }),
    };
    (names, if woman { Sex::Female } else { Sex::Male })
}

fn pick(list: &[&'static str], number: u64) -> &'static str {
    let place = number % (list.len() as u64).max(1);
    usize::try_from(place).ok().and_then(|place| list.get(place)).copied().unwrap_or("Неизвестный")
}
