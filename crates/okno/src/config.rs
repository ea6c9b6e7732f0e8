//! Configuration: one TOML file, with environment variables over it. A key that nobody reads is an error, so that a
//! typing mistake cannot silently fall back to a default.

mod environment;
mod limits;
mod outward;
mod reference;

use std::{net::SocketAddr, path::PathBuf};

use anyhow::{Context, Result};
use documents::signing::AgencyKey;
use identity::checks::RegistrySettings;
use notifications::gateway::{mail::MailSettings, smpp::SmppSettings};
use payments::gateway::ProviderSettings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use limits::LimitsSection;
pub use reference::reference;

/// Everything that an installation decides.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The portal itself.
    pub portal: PortalSection,
    /// How much at once, and how slowly: what strangers cannot exceed.
    #[serde(default)]
    pub limits: LimitsSection,
    /// Where data lives.
    pub database: DatabaseSection,
    /// The master keys of the vault.
    pub keys: KeysSection,
    /// Where files live.
    pub files: FilesSection,
    /// The public services.
    #[serde(default)]
    pub services: ServicesSection,
    /// Results: typesetting, signatures, time stamps.
    pub documents: DocumentsSection,
    /// The SMS operator.
    pub sms: SmppSettings,
    /// The mail server.
    pub mail: MailSettings,
    /// The state registries that personal data is checked with.
    pub registries: RegistrySettings,
    /// The payment provider.
    pub payments: ProviderSettings,
    /// Logs.
    #[serde(default)]
    pub log: LogSection,
}

/// The portal itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalSection {
    /// Where people reach it: `https://okno.example`. Cookies are `Secure` when it is https.
    pub public_url: String,
    /// Address and port to listen on; loopback behind a proxy that does TLS.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// Time zone of dates on the screen, an IANA name. Days that decide (seasons, pauses, deadlines) are counted by the clock of Moscow
    /// for everybody; pages of other zones say so.
    #[serde(default = "default_zone")]
    pub time_zone: String,
    /// How many proxies of our own stand in front and append to `X-Forwarded-For`.
    #[serde(default)]
    pub proxies: usize,
    /// Whether this process also runs background jobs.
    #[serde(default = "default_true")]
    pub workers: bool,
    /// Hosts outside that are reached without encryption, each by name: without it such an address is refused at the start.
    /// This machine itself, where a tunnel may begin, need not be named.
    #[serde(default)]
    pub unencrypted: Vec<String>,
    /// Whether `/styleguide` shows every component.
    #[serde(default)]
    pub styleguide: bool,
}

/// Where data lives.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub url: String,
}

/// The master keys of the vault.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeysSection {
    /// The key file, made by `okno keys FILE`. Without it sealed data cannot be read: keep a copy apart from backups.
    pub file: PathBuf,
}

/// Where files live.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilesSection {
    /// Folder of the sealed files.
    pub folder: PathBuf,
    /// Where ClamAV's daemon listens: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. A file that it cannot look
    /// at is refused. Without it files are not scanned for malware.
    #[serde(default)]
    pub scanner: Option<String>,
}

/// The public services.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesSection {
    /// Folder of service definitions; without it those built into the program are used.
    #[serde(default)]
    pub folder: Option<PathBuf>,
}

/// Results: typesetting, signatures, time stamps.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentsSection {
    /// The typesetter's program; without it the one beside this program.
    #[serde(default)]
    pub typesetter: Option<PathBuf>,
    /// Address of the time-stamp authority (RFC 3161).
    pub time_stamps: String,
    /// Seconds to wait for a time stamp.
    #[serde(default = "default_stamp_seconds")]
    pub time_stamps_seconds: u64,
    /// For each agency the key that signs its documents; `portal` signs receipts.
    #[serde(default)]
    pub signers: Vec<AgencyKey>,
}

/// Logs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogSection {
    /// `text` for people, `json` for collectors.
    #[serde(default)]
    pub format: LogFormat,
    /// What is logged: `info`, or finer such as `info,db=debug`.
    #[serde(default = "default_level")]
    pub level: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One line for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for LogSection {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: default_level() }
    }
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_zone() -> String {
    "Europe/Moscow".to_owned()
}

fn default_true() -> bool {
    true
}

fn default_stamp_seconds() -> u64 {
    20
}

fn default_level() -> String {
    "info".to_owned()
}

impl Config {
    /// Reads a file, puts the environment's `OKNO__SECTION__KEY` over it, and checks every key.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, lacks a key, has one that nobody reads, or names an address that would be
    /// reached without encryption.
    pub fn load(file: &std::path::Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("the configuration {} cannot be read", file.display()))?;
        Self::parse(&text, environment::variables())
            .with_context(|| format!("the configuration {} is not right", file.display()))
    }

    /// Reads a configuration from its text and the variables that go over it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, variables: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let mut table: toml::Table = text.parse()?;
        for (name, value) in variables {
            environment::put(&mut table, &name, &value)?;
        }
        let config: Self = table.try_into()?;
        outward::check(&config)?;
        Ok(config)
    }

    /// The portal's own address without a slash at its end.
    pub fn public_url(&self) -> &str {
        self.portal.public_url.trim_end_matches('/')
    }
}

#[cfg(test)]
mod tests;
