//! A citizen with a browser that keeps cookies: signs in, opens pages, fills in and sends an application.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};

use crate::{
    form::{self, File},
    http::{Answer, Connection, Request},
};

/// The smallest picture that the portal takes for one: a PNG of one point.
pub const PICTURE: &[u8] = include_bytes!("citizen/point.png");

/// What one page of a form is answered with.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// The page's id in the definition of the service.
    pub page: &'a str,
    /// The answers.
    pub answers: &'a [(&'a str, &'a str)],
    /// The files.
    pub files: &'a [File<'a>],
}

/// A service with the answers of somebody who applies for it.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// The service's code.
    pub service: &'a str,
    /// Its pages in order.
    pub pages: &'a [Filled<'a>],
}

/// An application of three pages, one of them with a file: «Охотничий билет».
pub const THREE_PAGES: Application<'static> = Application {
    service: "hunting-ticket",
    pages: &[
        Filled { page: "reason", answers: &[("reason", "first"), ("old_number", "")], files: &[] },
        Filled { page: "rules", answers: &[("knows_rules", "yes"), ("conviction", "no")], files: &[] },
        Filled {
            page: "photo-and-address",
            answers: &[
                ("registration_address", "г. Москва, ул. Тверская, д. 14, кв. 27"),
                ("registration_address.postal_code", "125009"),
                ("contact_phone", "+7 900 555-01-01"),
            ],
            files: &[File { field: "photo", name: "фото.png", bytes: PICTURE }],
        },
    ],
};

/// One citizen's browser.
pub struct Citizen {
    connection: Connection,
    cookies: Vec<(String, String)>,
    line: String,
    headers: String,
    csrf: String,
}

impl Citizen {
    /// A browser that was never here.
    pub fn new(portal: SocketAddr) -> Self {
        Self {
            connection: Connection::new(portal),
            cookies: Vec::new(),
            line: String::new(),
            headers: String::new(),
            csrf: String::new(),
        }
    }

    /// Says with every request that it came through a proxy from this address (`portal.proxies = 1`).
    #[must_use]
    pub fn from_network(mut self, address: std::net::IpAddr) -> Self {
        self.headers += "x-forwarded-for: ";
        self.headers += &address.to_string();
        self.headers += "\r\n";
        self
    }

    /// Asks for compressed answers, as browsers do. What they hold is not looked at then.
    pub fn take_gzip(&mut self) {
        self.headers.push_str("accept-encoding: gzip\r\n");
    }

    /// The cookies that it keeps, as one header's value.
    pub fn cookies(&self) -> &str {
        &self.line
    }

    /// Opens a page; does not follow redirects.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, None).await
    }

    /// Opens a page and follows redirects within the portal.
    pub async fn visit(&mut self, path: &str) -> Result<Answer> {
        let mut answer = self.get(path).await?;
        for _ in 0..5 {
            match answer.location.take() {
                Some(location) if location.starts_with('/') => answer = self.get(&location).await?,
                _ => return Ok(answer),
            }
        }
        Ok(answer)
    }

    /// Sends a form with the token of the last page that had one; does not follow the redirect.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let mut all = vec![("_csrf", self.csrf.as_str())];
        all.extend_from_slice(fields);
        let body = form::urlencoded(&all);
        self.send("POST", path, Some(("application/x-www-form-urlencoded", &body))).await
    }

    /// As [`Citizen::post`], in the way of forms with files.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[File<'_>]) -> Result<Answer> {
        let mut all = vec![("_csrf", self.csrf.as_str())];
        all.extend_from_slice(fields);
        let (kind, body) = form::multipart(&all, files);
        self.send("POST", path, Some((&kind, &body))).await
    }

    /// The page of signing in: a device of the portal's and a token.
    pub async fn open_sign_in(&mut self) -> Result<()> {
        let page = self.get("/sign-in").await?;
        ensure!(page.status == 200 && !self.csrf.is_empty(), "the page of signing in: {}", page.status);
        Ok(())
    }

    /// Sends phone and password from the page of signing in.
    pub async fn send_password(&mut self, phone: &str, password: &str) -> Result<Answer> {
        let answer = self.post("/sign-in", &[("login", phone), ("password", password)]).await?;
        ensure!(answer.status == 303, "signing in as {phone}: {} {}", answer.status, plain(&answer));
        Ok(answer)
    }

    /// Signs in.
    pub async fn sign_in(&mut self, phone: &str, password: &str) -> Result<()> {
        self.open_sign_in().await?;
        self.send_password(phone, password).await?;
        Ok(())
    }

    /// Begins an application; answers its address, `/cabinet/applications/ID`, on which pages stand.
    pub async fn begin(&mut self, service: &str) -> Result<String> {
        let apply = format!("/services/{service}/apply");
        let mut answer = self.get(&apply).await?;
        if answer.status == 200 {
            // An unfinished one is there: begin anew.
            answer = self.post(&apply, &[]).await?;
        }
        let first = answer.location.with_context(|| format!("applying for {service}: {}", answer.status))?;
        let (address, _) = first.split_once("/pages/").with_context(|| format!("applying for {service}: {first}"))?;
        Ok(address.to_owned())
    }

    /// Opens one page of an application and sends its answers.
    pub async fn fill(&mut self, address: &str, filled: &Filled<'_>) -> Result<()> {
        let path = format!("{address}/pages/{}", filled.page);
        let shown = self.get(&path).await?;
        ensure!(shown.status == 200, "{path}: {}", shown.status);
        self.save(&path, filled).await
    }

    /// Sends the answers of the page that is open.
    pub async fn save(&mut self, path: &str, filled: &Filled<'_>) -> Result<()> {
        let mut fields = vec![("from", "")];
        fields.extend_from_slice(filled.answers);
        fields.push(("do", "continue"));
        let saved = self.upload(path, &fields, filled.files).await?;
        ensure!(saved.status == 303, "{path}: {} {}", saved.status, plain(&saved));
        Ok(())
    }

    /// «Проверьте данные»: answers the mark under which the application is sent once.
    pub async fn check(&mut self, address: &str) -> Result<String> {
        let page = self.get(&format!("{address}/check")).await?;
        let key = form::hidden(&page.body, "key").map(str::to_owned);
        key.with_context(|| format!("{address}/check: {} {}", page.status, plain(&page)))
    }

    /// «Отправить» under that mark. The answer is the portal's word that the application is kept.
    pub async fn send_application(&mut self, address: &str, key: &str) -> Result<Answer> {
        let path = format!("{address}/check");
        let sent = self.post(&path, &[("key", key)]).await?;
        ensure!(sent.status == 303, "{path}: {} {}", sent.status, plain(&sent));
        ensure!(sent.location.as_deref().is_some_and(|to| to.ends_with("/sent")), "{path}: {:?}", sent.location);
        Ok(sent)
    }

    /// A whole application from «Получить услугу» to «Отправлено»; answers its address.
    pub async fn apply(&mut self, application: &Application<'_>) -> Result<String> {
        let address = self.begin(application.service).await?;
        for filled in application.pages {
            self.fill(&address, filled).await?;
        }
        let key = self.check(&address).await?;
        self.send_application(&address, &key).await?;
        let page = self.get(&format!("{address}/sent")).await?;
        ensure!(page.status == 200, "{address}/sent: {}", page.status);
        Ok(address)
    }

    /// Sends any request and keeps what the portal gives: cookies, and the token of the page.
    pub async fn send(&mut self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Result<Answer> {
        let request = Request { method, path, cookies: &self.line, headers: &self.headers, body };
        let answer = self.connection.send(request).await.with_context(|| format!("{method} {path}"))?;
        if !answer.cookies.is_empty() {
            self.keep(&answer.cookies);
        }
        if let Some(token) = form::hidden(&answer.body, "_csrf") {
            token.clone_into(&mut self.csrf);
        }
        Ok(answer)
    }

    fn keep(&mut self, cookies: &[(String, String)]) {
        for (name, value) in cookies {
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.clone(), value.clone()));
            }
        }
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.line = pairs.join("; ");
    }
}

/// What a page says, without its markup: for reports of what went wrong.
pub fn plain(answer: &Answer) -> String {
    let text = answer.text();
    let main = text.split_once("<main").map_or(text.as_str(), |(_, rest)| rest);
    let mut plain = String::new();
    let mut in_tag = true;
    for sign in main.chars() {
        match sign {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                plain.push(' ');
            }
            _ if in_tag => {}
            _ => plain.push(sign),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().take(60).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_and_forgets_cookies() {
        let mut citizen = Citizen::new("127.0.0.1:80".parse().unwrap());
        let cookie = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        citizen.keep(&[cookie("a", "1"), cookie("b", "2")]);
        assert_eq!(citizen.line, "a=1; b=2");
        citizen.keep(&[cookie("a", ""), cookie("b", "3")]);
        assert_eq!(citizen.line, "b=3");
    }

    #[test]
    fn tells_what_a_page_says() {
        let answer =
            Answer { body: b"<nav>x</nav><main class=\"a\"><h1>Hello</h1> <p>there".to_vec(), ..Answer::default() };
        assert_eq!(plain(&answer), "Hello there");
    }
}
