//! The people of these stories and the house they live in.

use std::sync::{Arc, Mutex};

use base::{AccountId, Cx, Lang, ManualClock, SignedDuration, StaffId};
use db::{Db, jobs::Runner};
use identity::{
    AssuranceLevel, Names, Operator, StaffSeed, State,
    accounts::{NewAccount, open},
    events::{ChecksFinished, Contact, LevelChanged, Outcome},
    levels,
    personal::{PersonalData, form, save, typed::Typed},
};

use crate::registries::World;

/// The tables of these tests.
pub const TABLES: &[&[db::Migration]] = &[web::MIGRATIONS, addresses::MIGRATIONS, identity::MIGRATIONS];

/// What was told to the rest of the house.
#[derive(Default)]
pub struct News {
    pub finished: Mutex<Vec<Outcome>>,
    pub levels: Mutex<Vec<AssuranceLevel>>,
}

/// A database, a clock, the registries, and the news.
pub struct House {
    pub db: Db,
    pub cx: Cx,
    pub clock: Arc<ManualClock>,
    pub world: Arc<World>,
    pub news: Arc<News>,
}

impl House {
    pub fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        Self { db, cx, clock, world: Arc::new(World::of(&[anna(), dmitry()])), news: Arc::default() }
    }

    /// What the pages and jobs work with.
    pub fn state(&self) -> State {
        State::new(self.db.clone(), self.cx.clone(), self.world.clone())
    }

    /// A runner as the binary makes it, with the news written down.
    pub fn runner(&self) -> Runner {
        let (finished, levels) = (self.news.clone(), self.news.clone());
        identity::jobs(Runner::new(self.db.clone(), self.cx.clone()), &self.state())
            .on(move |job: ChecksFinished, _run| {
                finished.finished.lock().unwrap().push(job.outcome);
                async { Ok(()) }
            })
            .on(move |job: LevelChanged, _run| {
                levels.levels.lock().unwrap().push(job.level);
                async { Ok(()) }
            })
    }

    pub async fn drain(&self) {
        self.runner().drain().await.unwrap();
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    pub async fn account(&self, phone: &str) -> AccountId {
        let mut tx = self.db.begin().await.unwrap();
        let names = Names { family: "Ветрова".into(), given: "Анна".into(), patronymic: None };
        let proved = Contact::Sms(phone.parse().unwrap());
        let new = NewAccount { names: &names, proved: &proved, lang: Lang::Ru, password_hash: None };
        let account = open(&mut tx, &self.cx, new).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        account
    }

    pub async fn save(&self, account: AccountId, data: &PersonalData) -> usize {
        let mut tx = self.db.begin().await.unwrap();
        let saved = save::save(&mut tx, &self.cx, account, data).await.unwrap();
        tx.commit().await.unwrap();
        saved.asked
    }

    pub async fn ask_again(&self, account: AccountId) -> usize {
        let mut tx = self.db.begin().await.unwrap();
        let asked = identity::checks::ask_again(&mut tx, &self.cx, account).await.unwrap();
        tx.commit().await.unwrap();
        asked
    }

    /// An account whose data have been agreed with.
    pub async fn standard(&self, phone: &str, data: &PersonalData) -> AccountId {
        let account = self.account(phone).await;
        self.save(account, data).await;
        self.drain().await;
        assert_eq!(self.level(account).await, AssuranceLevel::Standard);
        account
    }

    pub async fn level(&self, account: AccountId) -> AssuranceLevel {
        let mut tx = self.db.read().await.unwrap();
        levels::of(&mut tx, account).await.unwrap()
    }

    pub async fn standing(&self, account: AccountId) -> levels::standing::Standing {
        let mut tx = self.db.read().await.unwrap();
        levels::standing::standing(&mut tx, account).await.unwrap()
    }

    /// The states of the checks, pension fund first.
    pub async fn checks(&self, account: AccountId) -> Vec<identity::checks::CheckState> {
        let mut tx = self.db.read().await.unwrap();
        let lines = identity::checks::progress(&mut tx, &self.cx, account).await.unwrap();
        lines.iter().map(|line| line.state).collect()
    }

    pub async fn ledger(&self, account: AccountId) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        let entries = db::ledger::list(&mut tx, account, 100).await.unwrap();
        assert!(matches!(db::ledger::verify(&mut tx, account).await.unwrap(), db::ledger::Verdict::Whole(_)));
        entries.into_iter().rev().map(|entry| entry.action).collect()
    }

    pub async fn number(&self, account: AccountId) -> String {
        let mut tx = self.db.read().await.unwrap();
        identity::accounts::find(&mut tx, account).await.unwrap().unwrap().number.to_string()
    }

    pub fn outcomes(&self) -> Vec<Outcome> {
        std::mem::take(&mut *self.news.finished.lock().unwrap())
    }

    pub fn levels_told(&self) -> Vec<AssuranceLevel> {
        std::mem::take(&mut *self.news.levels.lock().unwrap())
    }
}

/// The secret of every operator's authenticator.
pub const SECRET: &str = "G75YAB4WR5AZL3DLLDTSZADJBLOZEMXQ";
/// The password of every operator.
pub const PASSWORD: &str = "Reka-Okolica!58-Samovar";

pub fn seed(sign_in: &str, centre: &str) -> StaffSeed {
    StaffSeed {
        role: identity::Role::Operator,
        sign_in: sign_in.into(),
        password: PASSWORD.into(),
        totp_secret: SECRET.into(),
        name: format!("Оператор {sign_in}"),
        agency: None,
        centre: Some(centre.into()),
    }
}

/// An operator who is there in the database.
pub async fn operator(house: &House, sign_in: &str) -> Operator {
    let mut tx = house.db.begin().await.unwrap();
    identity::seed_staff(&mut tx, &house.cx, &[seed(sign_in, "МФЦ")]).await.unwrap();
    let staff: StaffId =
        tx.one::<StaffId>("select id from staff where sign_in = $1", db::p![sign_in]).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    Operator { staff, name: format!("Оператор {sign_in}"), centre: "МФЦ".into() }
}

pub const ANNA: [(&str, &str); 15] = [
    ("family_name", "Ветрова"),
    ("given_name", "Анна"),
    ("patronymic", "Сергеевна"),
    ("sex", "female"),
    ("born_on", "12.04.1990"),
    ("birth_place", "г. Москва"),
    ("citizenship", "Российская Федерация"),
    ("passport", "45 10 218734"),
    ("passport_issued_on", "06.05.2010"),
    ("passport_issued_by", "Отделением по району Тверской ОУФМС России по гор. Москве в ЦАО"),
    ("subdivision_code", "770-002"),
    ("snils", "146-728-391 94"),
    ("address", "125009, г. Москва, ул. Тверская, д. 14, кв. 27"),
    ("inn", "771045821355"),
    ("email", "anna.vetrova@example.org"),
];

/// Reads a form that has no mistakes.
pub fn person(fields: &[(&str, &str)]) -> PersonalData {
    let mut typed = Typed::default();
    for (field, text) in fields {
        typed.set(field, text);
    }
    form::read(&typed, jiff::civil::date(2026, 3, 2)).unwrap()
}

/// Anna's form with some fields otherwise.
pub fn anna_with(changes: &[(&'static str, &'static str)]) -> PersonalData {
    let mut fields = ANNA.to_vec();
    fields.extend_from_slice(changes);
    person(&fields)
}

pub fn anna() -> PersonalData {
    person(&ANNA)
}

pub fn dmitry() -> PersonalData {
    person(&[
        ("family_name", "Орлов"),
        ("given_name", "Дмитрий"),
        ("patronymic", "Александрович"),
        ("sex", "male"),
        ("born_on", "03.11.1985"),
        ("birth_place", "г. Тверь"),
        ("citizenship", "Российская Федерация"),
        ("passport", "28 05 640182"),
        ("passport_issued_on", "24.11.2005"),
        ("passport_issued_by", "Центральным РОВД г. Твери"),
        ("subdivision_code", "692-001"),
        ("snils", "083-517-264 69"),
    ])
}
