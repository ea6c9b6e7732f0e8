//! Writes a made-up state address register of any size, in the form in which the Federal Tax Service publishes it: for loading
//! it (`okno addresses import`) and measuring. Nothing is kept in memory: streets come from their number alone.
//!
//! `cargo run --example register -- FOLDER REGIONS STREETS HOUSES`: so many regions, streets in each, houses on each street.

use std::{
    env,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

const REGIONS: [(&str, &str, &str); 8] = [
    ("77", "Москва", "г."),
    ("78", "Санкт-Петербург", "г."),
    ("69", "Тверская", "обл."),
    ("50", "Московская", "обл."),
    ("16", "Татарстан", "респ."),
    ("54", "Новосибирская", "обл."),
    ("66", "Свердловская", "обл."),
    ("71", "Тульская", "обл."),
];
/// Streets of one town.
const TOWN: u32 = 400;
const FIRST: [&str; 40] = [
    "Берёзов",
    "Соснов",
    "Лугов",
    "Речн",
    "Озёрн",
    "Полев",
    "Лесн",
    "Садов",
    "Цветочн",
    "Школьн",
    "Заводск",
    "Вокзальн",
    "Мельничн",
    "Кузнечн",
    "Гончарн",
    "Рябинов",
    "Кленов",
    "Липов",
    "Тополин",
    "Дубов",
    "Вишнёв",
    "Яблонев",
    "Солнечн",
    "Звёздн",
    "Северн",
    "Южн",
    "Западн",
    "Восточн",
    "Набережн",
    "Рыночн",
    "Соборн",
    "Монастырск",
    "Ямск",
    "Стрелецк",
    "Казанск",
    "Пушкарск",
    "Слободск",
    "Каменн",
    "Песчан",
    "Родников",
];
const PEOPLE: [&str; 30] = [
    "Пушкина",
    "Лермонтова",
    "Толстого",
    "Чехова",
    "Гоголя",
    "Тургенева",
    "Некрасова",
    "Островского",
    "Крылова",
    "Ломоносова",
    "Менделеева",
    "Павлова",
    "Мичурина",
    "Гагарина",
    "Королёва",
    "Циолковского",
    "Чкалова",
    "Суворова",
    "Кутузова",
    "Нахимова",
    "Ушакова",
    "Репина",
    "Шишкина",
    "Левитана",
    "Сурикова",
    "Глинки",
    "Чайковского",
    "Мусоргского",
    "Жукова",
    "Панфилова",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u32>().ok());
    let (Some(folder), Some(regions), Some(streets), Some(houses)) =
        (arguments.first(), number(1), number(2), number(3))
    else {
        eprintln!("FOLDER REGIONS STREETS HOUSES");
        return ExitCode::FAILURE;
    };
    let mut register = Register { next: 10_000_000, streets, houses };
    for (code, name, kind) in REGIONS.into_iter().take(regions as usize) {
        if let Err(error) = register.region(Path::new(folder), (code, name, kind)) {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    println!("{} objects", register.next - 10_000_000);
    ExitCode::SUCCESS
}

struct Register {
    next: u64,
    streets: u32,
    houses: u32,
}

/// The files of a region.
struct Files {
    objects: BufWriter<File>,
    houses: BufWriter<File>,
    hierarchy: BufWriter<File>,
    object_codes: BufWriter<File>,
    house_codes: BufWriter<File>,
}

impl Register {
    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn region(&mut self, folder: &Path, (code, name, kind): (&str, &str, &str)) -> io::Result<()> {
        let mut files = Files::new(&folder.join(code))?;
        let region = self.id();
        files.object(region, (name, kind, 1))?;
        files.lies_in(region, 0, code, &region.to_string())?;
        let (mut town, mut path) = (region, region.to_string());
        for street in 0..self.streets {
            if street % TOWN == 0 {
                town = self.id();
                let stem = pick(&FIRST, street / TOWN);
                files.object(town, (&format!("{stem}ое-{}", 1 + street / TOWN), "г.", 5))?;
                path = format!("{region}.{town}");
                files.lies_in(town, region, code, &path)?;
            }
            self.street(&mut files, (town, &path), code, street)?;
        }
        files.end()
    }

    fn street(&mut self, files: &mut Files, (town, path): (u64, &str), code: &str, number: u32) -> io::Result<()> {
        let street = self.id();
        let (name, kind) = street_name(number);
        files.object(street, (&name, kind, 8))?;
        let path = format!("{path}.{street}");
        files.lies_in(street, town, code, &path)?;
        let postal = format!("{code}{:04}", number % 10_000);
        files.object_code(street, &postal)?;
        for house in 1..=self.houses {
            let id = self.id();
            files.house(id, house)?;
            files.lies_in(id, street, code, &format!("{path}.{id}"))?;
            files.house_code(id, &postal)?;
        }
        Ok(())
    }
}

fn pick<'a>(names: &[&'a str], number: u32) -> &'a str {
    names.get(number as usize % names.len()).copied().unwrap_or("Нов")
}

/// A town repeats no name; the towns repeat one another's, as they do.
fn street_name(number: u32) -> (String, &'static str) {
    let place = number % TOWN;
    match place % 4 {
        0 => (pick(&PEOPLE, place / 4).to_owned() + &turn(place / 4 / 30), "ул."),
        1 => (format!("{}ая{}", pick(&FIRST, place / 4), turn(place / 4 / 40)), "ул."),
        2 => (format!("{}ый{}", pick(&FIRST, place / 4), turn(place / 4 / 40)), "пер."),
        _ => (format!("{} {}", 1 + place / 4, pick(&PEOPLE, place / 4)), "проезд"),
    }
}

fn turn(number: u32) -> String {
    if number == 0 { String::new() } else { format!(" {}-я", number + 1) }
}

/// A GUID that no other object has.
fn guid(id: u64) -> String {
    format!("{:08x}-{:04x}-5000-8000-{id:012x}", id.wrapping_mul(0x9E37_79B1) & 0xFFFF_FFFF, id >> 7 & 0xFFFF)
}

const TAIL: &str = r#"PREVID="0" NEXTID="0" UPDATEDATE="2026-01-15" STARTDATE="2000-01-01" ENDDATE="2079-06-06""#;

impl Files {
    fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let file = |kind: &str, root: &str| -> io::Result<BufWriter<File>> {
            let name = format!("AS_{kind}_20260115_00000000-0000-5000-8000-000000000000.XML");
            let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?);
            writeln!(file, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root}>")?;
            Ok(file)
        };
        Ok(Self {
            objects: file("ADDR_OBJ", "ADDRESSOBJECTS")?,
            houses: file("HOUSES", "HOUSES")?,
            hierarchy: file("ADM_HIERARCHY", "ITEMS")?,
            object_codes: file("ADDR_OBJ_PARAMS", "PARAMS")?,
            house_codes: file("HOUSES_PARAMS", "PARAMS")?,
        })
    }

    fn object(&mut self, id: u64, (name, kind, level): (&str, &str, u8)) -> io::Result<()> {
        writeln!(
            self.objects,
            "  <OBJECT ID=\"{id}\" OBJECTID=\"{id}\" OBJECTGUID=\"{}\" CHANGEID=\"{id}\" NAME=\"{name}\" TYPENAME=\"{kind}\" \
             LEVEL=\"{level}\" OPERTYPEID=\"1\" {TAIL} ISACTUAL=\"1\" ISACTIVE=\"1\" />",
            guid(id)
        )
    }

    fn house(&mut self, id: u64, number: u32) -> io::Result<()> {
        writeln!(
            self.houses,
            "  <HOUSE ID=\"{id}\" OBJECTID=\"{id}\" OBJECTGUID=\"{}\" CHANGEID=\"{id}\" HOUSENUM=\"{number}\" HOUSETYPE=\"2\" \
             OPERTYPEID=\"10\" {TAIL} ISACTUAL=\"1\" ISACTIVE=\"1\" />",
            guid(id)
        )
    }

    fn lies_in(&mut self, id: u64, parent: u64, region: &str, path: &str) -> io::Result<()> {
        writeln!(
            self.hierarchy,
            "  <ITEM ID=\"{id}\" OBJECTID=\"{id}\" PARENTOBJID=\"{parent}\" CHANGEID=\"{id}\" REGIONCODE=\"{region}\" {TAIL} \
             ISACTIVE=\"1\" PATH=\"{path}\" />"
        )
    }

    fn object_code(&mut self, id: u64, postal: &str) -> io::Result<()> {
        code(&mut self.object_codes, id, postal)
    }

    fn house_code(&mut self, id: u64, postal: &str) -> io::Result<()> {
        code(&mut self.house_codes, id, postal)
    }

    fn end(self) -> io::Result<()> {
        let Self { mut objects, mut houses, mut hierarchy, mut object_codes, mut house_codes } = self;
        let ends = [
            (&mut objects, "ADDRESSOBJECTS"),
            (&mut houses, "HOUSES"),
            (&mut hierarchy, "ITEMS"),
            (&mut object_codes, "PARAMS"),
            (&mut house_codes, "PARAMS"),
        ];
        for (file, root) in ends {
            writeln!(file, "</{root}>")?;
            file.flush()?;
        }
        Ok(())
    }
}

/// The postal code of an object or a house.
fn code(file: &mut impl Write, id: u64, postal: &str) -> io::Result<()> {
    writeln!(
        file,
        "  <PARAM ID=\"{id}\" OBJECTID=\"{id}\" CHANGEID=\"{id}\" CHANGEIDEND=\"0\" TYPEID=\"5\" VALUE=\"{postal}\" \
         UPDATEDATE=\"2026-01-15\" STARTDATE=\"2000-01-01\" ENDDATE=\"2079-06-06\" />"
    )
}
