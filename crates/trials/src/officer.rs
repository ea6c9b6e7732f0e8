//! An officer of an agency: signs in with password and authenticator, takes cases from the queue and approves them.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use base::Cx;

use crate::{
    citizen::{Citizen, plain},
    form,
};

/// What an officer signs in with, as `demo/people.yaml` has it.
#[derive(Debug, Clone, Copy)]
pub struct Pass<'a> {
    /// The name to sign in with.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// The secret of the authenticator in base32.
    pub secret: &'a str,
}

/// The officer of the agency that decides [`crate::citizen::THREE_PAGES`].
pub const FORESTRY: Pass<'static> =
    Pass { name: "officer-forestry", password: "Ezhevika-Tropa!64-Fonar", secret: "W5XPYCF477DO7NIK4Y6NUBSX5RZPYOTQ" };

/// An officer at the desk.
pub struct Officer {
    browser: Citizen,
}

impl Officer {
    /// Signs in.
    pub async fn sign_in(portal: SocketAddr, pass: &Pass<'_>) -> Result<Self> {
        let mut browser = Citizen::new(portal);
        browser.get("/staff/sign-in").await?;
        let code = code(pass.secret)?;
        let fields = [("name", pass.name), ("password", pass.password), ("code", code.as_str())];
        let answer = browser.post("/staff/sign-in", &fields).await?;
        ensure!(answer.status == 303, "signing in as {}: {} {}", pass.name, answer.status, plain(&answer));
        Ok(Self { browser })
    }

    /// The addresses of cases in the queue, as many as one page of it shows.
    pub async fn queue(&mut self) -> Result<Vec<String>> {
        let page = self.browser.get("/desk").await?;
        ensure!(page.status == 200, "/desk: {}", page.status);
        let mut found: Vec<String> = Vec::new();
        let mut rest = page.body.as_slice();
        while let Some(address) = form::link(rest, "/desk/") {
            if !found.iter().any(|known| known == address) {
                found.push(address.to_owned());
            }
            let at = memchr::memmem::find(rest, address.as_bytes()).context("a link")? + address.len();
            rest = rest.get(at..).unwrap_or_default();
        }
        Ok(found)
    }

    /// Opens a case, takes it and approves it with this decision.
    pub async fn approve(&mut self, case: &str, decision: &[(&str, &str)]) -> Result<()> {
        let path = case.split('?').next().unwrap_or(case);
        let taken = self.open_and_post(path, "take", &[]).await?;
        ensure!(taken, "{path} could not be taken");
        let approved = self.open_and_post(path, "approve", decision).await?;
        ensure!(approved, "{path} could not be approved");
        Ok(())
    }

    async fn open_and_post(&mut self, path: &str, act: &str, fields: &[(&str, &str)]) -> Result<bool> {
        let page = self.browser.get(path).await?;
        ensure!(page.status == 200, "{path}: {}", page.status);
        let version = form::hidden(&page.body, "version").unwrap_or_default().to_owned();
        let mut all = vec![("version", version.as_str())];
        all.extend_from_slice(fields);
        let answer = self.browser.post(&format!("{path}/{act}"), &all).await?;
        Ok(answer.status == 303)
    }
}

/// The authenticator's code of this moment.
fn code(secret: &str) -> Result<String> {
    let secret = data_encoding::BASE32.decode(secret.as_bytes())?;
    let secret: [u8; 20] = secret.try_into().ok().context("a secret of 160 bits")?;
    let totp = totp_rs::Builder::new().with_secret(secret).build().ok().context("an authenticator")?;
    Ok(totp.generate(u64::try_from(Cx::system().now().as_second())?).to_string())
}
