//! What leaves the machine is encrypted: an address outside is `https`, or it is on this machine (where a tunnel may begin),
//! or the operator has named its host among those that are reached in the clear.

use std::net::IpAddr;

use anyhow::{Context, Result, bail};
use notifications::gateway::mail::MailTls;
use url::{Host, Url};

use super::Config;

/// Refuses a configuration that would send something over a network in the clear without saying so.
pub(super) fn check(config: &Config) -> Result<()> {
    let allowed = &config.portal.unencrypted;
    for (key, address) in [
        ("registries.base_url", &config.registries.base_url),
        ("registries.token_url", &config.registries.token_url),
        ("payments.url", &config.payments.url),
        ("documents.time_stamps", &config.documents.time_stamps),
    ] {
        check_url(address, allowed).context(key)?;
    }
    // SMPP has no encryption of its own.
    let (sms, _) = config.sms.address.rsplit_once(':').unwrap_or((&config.sms.address, ""));
    check_host(sms, allowed).context("sms.address")?;
    if config.mail.tls == MailTls::None {
        check_host(&config.mail.host, allowed).context("mail.tls")?;
    }
    if let Some(scanner) = config.files.scanner.as_deref().filter(|scanner| scanner.starts_with("tcp://")) {
        let url = Url::parse(scanner).with_context(|| format!("files.scanner: {scanner} is no address"))?;
        check_host(url.host_str().unwrap_or_default(), allowed).context("files.scanner")?;
    }
    Ok(())
}

fn check_url(address: &str, allowed: &[String]) -> Result<()> {
    let url = Url::parse(address).with_context(|| format!("{address} is no address"))?;
    match url.scheme() {
        "https" => Ok(()),
        "http" => match url.host() {
            Some(host) => check_host(&host.to_string(), allowed),
            None => bail!("{address} has no host"),
        },
        other => bail!("{other} is no way to reach it; https is"),
    }
}

fn check_host(host: &str, allowed: &[String]) -> Result<()> {
    if is_here(host) || allowed.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        return Ok(());
    }
    bail!(
        "{host} would be reached without encryption: use https or TLS, a tunnel that begins on this machine, or name the \
         host in portal.unencrypted"
    )
}

/// Whether it is this machine by its name or address; what other names lead to is not known before they are asked.
fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_in_the_clear() {
        for here in ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "::1"] {
            assert!(check_host(here, &[]).is_ok(), "{here}");
        }
        // Names that begin like this machine's, and numbers written in another way, are elsewhere or are read as they are.
        for there in ["localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", "192.168.1.2", "tsa.example", ""] {
            assert!(check_host(there, &[]).is_err(), "{there}");
        }
        assert!(check_host("TSA.example", &["tsa.example".to_owned()]).is_ok());
    }

    #[test]
    fn addresses_are_encrypted_here_or_named() {
        let named = ["tsa.example".to_owned()];
        for fine in ["https://tsa.example/tsa", "http://127.0.0.1:8090/tsa", "http://[::1]/tsa", "http://localhost/"] {
            assert!(check_url(fine, &[]).is_ok(), "{fine}");
        }
        for plain in ["http://tsa.example/tsa", "http://127.0.0.1@tsa.example/", "ftp://127.0.0.1/", "tsa.example", ""]
        {
            assert!(check_url(plain, &[]).is_err(), "{plain}");
        }
        assert!(check_url("http://tsa.example/tsa", &named).is_ok());
        assert!(check_url("http://tsa.example.org/tsa", &named).is_err());
    }
}
