//! How each system behaves: well, not at all, slowly, or against the portal. Set by people on the front page and by tests.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    Json,
    extract::{Request, State, rejection::JsonRejection},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::{routes::refusal, rubbish::Rubbish, world::Shared};

/// How long a slow system takes when nobody said how long.
const SLOW: Duration = Duration::from_secs(5);
/// The longest delay that may be asked for, in milliseconds.
const LONGEST_MS: u64 = 600_000;

/// A system of the outside world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// SMS centre.
    Sms,
    /// Mail server.
    Mail,
    /// Пенсионный фонд: SNILS.
    PensionFund,
    /// Реестр паспортов.
    PassportRegistry,
    /// Payment provider.
    PaymentProvider,
    /// Certificate authority.
    CertificateAuthority,
    /// Time-stamp authority.
    TimeStampAuthority,
}

/// A way to behave. Which ones a system has: [`System::modes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As it should.
    #[default]
    Ok,
    /// Does not answer: connections are closed, HTTP says 503.
    Down,
    /// Answers after a pause.
    Slow,
    /// Answers, but not what the portal hopes for.
    Disagree,
    /// Payment provider: tells of every event twice. SMS centre: answers every message twice.
    Twice,
    /// Answers nonsense, of the kind in [`Setting::kind`].
    Rubbish,
    /// Pension fund: the insurance account is suspended.
    Suspended,
    /// Pension fund: the insurance account is annulled.
    Annulled,
    /// Passport registry: the passport is no longer valid.
    Invalid,
}

impl System {
    /// All systems, in the order people see them.
    pub const ALL: [Self; 7] = [
        Self::Sms,
        Self::Mail,
        Self::PensionFund,
        Self::PassportRegistry,
        Self::PaymentProvider,
        Self::CertificateAuthority,
        Self::TimeStampAuthority,
    ];

    /// The name in the control API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
            Self::PensionFund => "pension-fund",
            Self::PassportRegistry => "passport-registry",
            Self::PaymentProvider => "payment-provider",
            Self::CertificateAuthority => "certificate-authority",
            Self::TimeStampAuthority => "time-stamp-authority",
        }
    }

    /// The modes that the system has.
    pub const fn modes(self) -> &'static [Mode] {
        match self {
            Self::PensionFund => {
                &[Mode::Ok, Mode::Down, Mode::Slow, Mode::Disagree, Mode::Rubbish, Mode::Suspended, Mode::Annulled]
            }
            Self::PassportRegistry => &[Mode::Ok, Mode::Down, Mode::Slow, Mode::Disagree, Mode::Rubbish, Mode::Invalid],
            Self::PaymentProvider | Self::Sms => {
                &[Mode::Ok, Mode::Down, Mode::Slow, Mode::Disagree, Mode::Rubbish, Mode::Twice]
            }
            _ => &[Mode::Ok, Mode::Down, Mode::Slow, Mode::Disagree, Mode::Rubbish],
        }
    }
}

impl Mode {
    /// The name in the control API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Down => "down",
            Self::Slow => "slow",
            Self::Disagree => "disagree",
            Self::Twice => "twice",
            Self::Rubbish => "rubbish",
            Self::Suspended => "suspended",
            Self::Annulled => "annulled",
            Self::Invalid => "invalid",
        }
    }
}

/// The present behaviour of one system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// The mode.
    pub mode: Mode,
    /// Pause before every answer, in milliseconds.
    pub delay_ms: u64,
    /// Which nonsense, in the mode `rubbish`.
    pub kind: Rubbish,
}

impl Setting {
    /// The nonsense that is told at the moment.
    pub fn rubbish(self) -> Option<Rubbish> {
        (self.mode == Mode::Rubbish).then_some(self.kind)
    }

    /// How long to wait before an answer.
    pub fn delay(self) -> Duration {
        match (self.delay_ms, self.mode) {
            (0, Mode::Slow) => SLOW,
            (millis, _) => Duration::from_millis(millis),
        }
    }
}

/// The behaviour of all systems.
pub struct Control {
    settings: watch::Sender<BTreeMap<System, Setting>>,
}

impl Default for Control {
    fn default() -> Self {
        let settings = System::ALL.into_iter().map(|system| (system, Setting::default())).collect();
        Self { settings: watch::Sender::new(settings) }
    }
}

/// Why a setting was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSetting {
    /// This system has no such mode.
    #[error("this system does not have this mode")]
    Mode,
    /// Longer than ten minutes.
    #[error("delay_ms is at most 600000")]
    Delay,
}

impl Control {
    /// How the system behaves now.
    pub fn of(&self, system: System) -> Setting {
        self.settings.borrow().get(&system).copied().unwrap_or_default()
    }

    /// Changes how the system behaves.
    ///
    /// # Errors
    /// When the system does not have the mode, or the delay is too long.
    pub fn set(&self, system: System, setting: Setting) -> Result<(), BadSetting> {
        if !system.modes().contains(&setting.mode) {
            return Err(BadSetting::Mode);
        }
        if setting.delay_ms > LONGEST_MS {
            return Err(BadSetting::Delay);
        }
        self.settings.send_modify(|settings| {
            settings.insert(system, setting);
        });
        Ok(())
    }

    /// All systems behave again.
    pub fn reset(&self) {
        self.settings.send_modify(|settings| settings.values_mut().for_each(|setting| *setting = Setting::default()));
    }

    /// Ends when the system goes down (at once if it is).
    pub async fn down(&self, system: System) {
        let mut changes = self.settings.subscribe();
        let is_down = |settings: &BTreeMap<System, Setting>| {
            settings.get(&system).is_some_and(|setting| setting.mode == Mode::Down)
        };
        if changes.wait_for(is_down).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits as long as the system's delay says and tells the mode it is in.
    pub async fn pause(&self, system: System) -> Mode {
        let delay = self.of(system).delay();
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        self.of(system).mode
    }
}

/// Stands before every route of a system: silent when it is down, late when it is slow.
pub(crate) async fn gate(State((world, system)): State<(Shared, System)>, request: Request, next: Next) -> Response {
    if world.control.of(system).mode == Mode::Down || world.control.pause(system).await == Mode::Down {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "the system is down (sandbox control)");
    }
    match world.control.of(system).rubbish() {
        // A stamp is written over another question, so that all of it is right but that.
        Some(Rubbish::Another) if system == System::TimeStampAuthority => next.run(request).await,
        Some(rubbish) => rubbish.over_http(),
        None => next.run(request).await,
    }
}

#[derive(Serialize)]
struct Shown {
    system: System,
    mode: Mode,
    delay_ms: u64,
    kind: Rubbish,
    modes: &'static [Mode],
}

impl Shown {
    fn of(world: &Shared, system: System) -> Self {
        let Setting { mode, delay_ms, kind } = world.control.of(system);
        Self { system, mode, delay_ms, kind, modes: system.modes() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    system: System,
    mode: Mode,
    #[serde(default)]
    delay_ms: u64,
    #[serde(default)]
    kind: Rubbish,
}

/// `GET /api/control`: all systems and how they behave.
pub(crate) async fn show(State(world): State<Shared>) -> Response {
    let systems: Vec<Shown> = System::ALL.into_iter().map(|system| Shown::of(&world, system)).collect();
    Json(serde_json::json!({ "systems": systems })).into_response()
}

/// `POST /api/control`: changes one system.
pub(crate) async fn change(State(world): State<Shared>, change: Result<Json<Change>, JsonRejection>) -> Response {
    let Json(Change { system, mode, delay_ms, kind }) = match change {
        Ok(change) => change,
        Err(wrong) => return refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", &wrong.body_text()),
    };
    match world.control.set(system, Setting { mode, delay_ms, kind }) {
        Ok(()) => Json(Shown::of(&world, system)).into_response(),
        Err(bad) => refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_setting", &bad.to_string()),
    }
}

/// `DELETE /api/control`: everything works again.
pub(crate) async fn reset(State(world): State<Shared>) -> StatusCode {
    world.control.reset();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_modes_that_the_system_has() {
        let control = Control::default();
        assert_eq!(
            control.set(System::Mail, Setting { mode: Mode::Twice, delay_ms: 0, ..Setting::default() }),
            Err(BadSetting::Mode)
        );
        assert_eq!(
            control.set(System::Sms, Setting { mode: Mode::Ok, delay_ms: 600_001, ..Setting::default() }),
            Err(BadSetting::Delay)
        );
        assert_eq!(
            control.set(System::PaymentProvider, Setting { mode: Mode::Twice, delay_ms: 5, ..Setting::default() }),
            Ok(())
        );
        assert_eq!(control.of(System::PaymentProvider).delay(), Duration::from_millis(5));
        control.reset();
        assert_eq!(control.of(System::PaymentProvider), Setting::default());
    }

    #[test]
    fn slow_means_five_seconds_unless_told() {
        assert_eq!(Setting { mode: Mode::Slow, delay_ms: 0, ..Setting::default() }.delay(), SLOW);
        assert_eq!(Setting { mode: Mode::Slow, delay_ms: 70, ..Setting::default() }.delay(), Duration::from_millis(70));
        assert_eq!(Setting { mode: Mode::Ok, delay_ms: 0, ..Setting::default() }.delay(), Duration::ZERO);
    }
}
