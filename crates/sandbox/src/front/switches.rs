//! The switches of the systems, in words for people.

use crate::{
    control::{Mode, System},
    world::World,
};

/// One system and its buttons.
pub(super) struct Switch {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) door: &'static str,
    pub(super) tone: &'static str,
    pub(super) delay_ms: u64,
    pub(super) modes: Vec<Button>,
}

/// One mode of a system.
pub(super) struct Button {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
    pub(super) pressed: bool,
}

pub(super) fn all(world: &World) -> Vec<Switch> {
    System::ALL.into_iter().map(|system| switch(world, system)).collect()
}

fn switch(world: &World, system: System) -> Switch {
    let setting = world.control.of(system);
    let (name, door) = match system {
        System::Sms => ("СМС-центр", "SMPP 3.4"),
        System::Mail => ("Почтовый сервер", "SMTP"),
        System::PensionFund => ("Пенсионный фонд", "REST · OAuth 2.0"),
        System::PassportRegistry => ("Реестр паспортов", "REST · OAuth 2.0"),
        System::PaymentProvider => ("Платёжный провайдер", "REST · вебхуки"),
        System::CertificateAuthority => ("Удостоверяющий центр", "X.509 · CRL"),
        System::TimeStampAuthority => ("Служба меток времени", "RFC 3161"),
    };
    let tone = match setting.mode {
        Mode::Ok if setting.delay_ms == 0 => "good",
        Mode::Down => "bad",
        _ => "warn",
    };
    let button = |&mode: &Mode| {
        let (name, hint) = words(system, mode);
        Button { code: mode.code(), name, hint, pressed: mode == setting.mode }
    };
    let modes = system.modes().iter().map(button).collect();
    Switch { code: system.code(), name, door, tone, delay_ms: setting.delay_ms, modes }
}

fn words(system: System, mode: Mode) -> (&'static str, &'static str) {
    match (mode, system) {
        (Mode::Ok, _) => ("Работает", "Отвечает сразу и как следует"),
        (Mode::Down, _) => ("Не отвечает", "Соединения закрываются, HTTP отвечает 503"),
        (Mode::Slow, _) => ("Медленно", "Каждый ответ через 5 секунд"),
        (Mode::Disagree, System::Sms) => ("Не доставляет", "Принимает, но отчёт говорит UNDELIV"),
        (Mode::Disagree, System::Mail) => ("Отвергает", "Такого ящика нет: 550"),
        (Mode::Disagree, System::PaymentProvider) => ("Отклоняет", "Банк отклоняет любую карту"),
        (Mode::Disagree, System::CertificateAuthority | System::TimeStampAuthority) => {
            ("Отказывает", "Отказ по протоколу")
        }
        (Mode::Disagree, _) => ("Не сходится", "Данные расходятся с реестром"),
        (Mode::Rubbish, _) => ("Несёт чушь", "Отвечает страницей вместо данных"),
        (Mode::Twice, System::Sms) => ("Дважды", "Каждый ответ приходит дважды"),
        (Mode::Twice, _) => ("Дважды", "Каждое уведомление приходит дважды"),
        (Mode::Suspended, _) => ("Приостановлен", "Лицевой счёт приостановлен"),
        (Mode::Annulled, _) => ("Аннулирован", "Лицевой счёт аннулирован"),
        (Mode::Invalid, _) => ("Недействителен", "Паспорт недействителен"),
    }
}
