//! One SMTP session.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::mime;
use crate::{
    control::{Mode, System},
    messages::{Arrival, Channel, address},
    rubbish::Rubbish,
    world::Shared,
};

/// The longest letter, in bytes; told to the client with SIZE.
const LARGEST: usize = 10 * 1024 * 1024;
/// The longest command line, in bytes.
const LONGEST_LINE: u64 = 4_096;
/// How many recipients one letter may have.
const MOST_RECIPIENTS: usize = 100;
/// A client that says nothing for so long is left.
const IDLE: Duration = Duration::from_mins(5);

struct Session<'w> {
    world: &'w Shared,
    stream: BufReader<TcpStream>,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// Serves one connection until it ends.
pub(super) async fn run(world: &Shared, stream: TcpStream) -> io::Result<()> {
    let mut session = Session { world, stream: BufReader::new(stream), sender: None, recipients: Vec::new() };
    if let Some(rubbish) = world.control.of(System::Mail).rubbish() {
        return session.babble(rubbish).await;
    }
    session.say("220 sandbox.okno.test ESMTP").await?;
    while let Some(line) = session.line().await? {
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => session.greet(rest),
            "HELO" => "250 sandbox.okno.test".to_owned(),
            "MAIL" => session.sender(rest),
            "RCPT" => session.recipient(rest),
            "DATA" => session.data().await?,
            "AUTH" => session.authenticate(rest).await?,
            "RSET" => session.reset(),
            "NOOP" => "250 2.0.0 here".to_owned(),
            "VRFY" => "252 2.1.5 send and see".to_owned(),
            "QUIT" => {
                session.say("221 2.0.0 bye").await?;
                break;
            }
            _ => "500 5.5.1 unknown command".to_owned(),
        };
        session.say(&answer).await?;
    }
    Ok(())
}

impl Session<'_> {
    async fn say(&mut self, answer: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await
    }

    /// Says nonsense instead of a greeting; then listens to nothing until the client leaves.
    async fn babble(&mut self, rubbish: Rubbish) -> io::Result<()> {
        let (words, for_ever) = rubbish.over_smtp();
        self.stream.get_mut().write_all(words).await?;
        if for_ever {
            loop {
                self.stream.get_mut().write_all(words).await?;
            }
        }
        if rubbish == Rubbish::Half {
            return Ok(());
        }
        while self.line().await?.is_some() {}
        Ok(())
    }

    /// The next line without its end; none when the client has left.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let mut limited = (&mut self.stream).take(LONGEST_LINE);
        tokio::time::timeout(IDLE, limited.read_until(b'\n', &mut bytes)).await??;
        if bytes.last() != Some(&b'\n') {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim_end().to_owned()))
    }

    fn greet(&mut self, name: &str) -> String {
        self.reset();
        let name = name.trim();
        format!(
            "250-sandbox.okno.test greets {name}\r\n250-PIPELINING\r\n250-SIZE {LARGEST}\r\n250-8BITMIME\r\n\
             250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN"
        )
    }

    fn reset(&mut self) -> String {
        self.sender = None;
        self.recipients.clear();
        "250 2.0.0 ok".to_owned()
    }

    fn sender(&mut self, rest: &str) -> String {
        let Some(sender) = path(rest, "FROM:") else { return "501 5.1.7 MAIL FROM:<address>".to_owned() };
        self.reset();
        self.sender = Some(sender.to_owned());
        "250 2.1.0 ok".to_owned()
    }

    fn recipient(&mut self, rest: &str) -> String {
        if self.sender.is_none() {
            return "503 5.5.1 MAIL first".to_owned();
        }
        match path(rest, "TO:").filter(|recipient| recipient.contains('@')) {
            None => "501 5.1.3 RCPT TO:<address>".to_owned(),
            Some(_) if self.world.control.of(System::Mail).mode == Mode::Disagree => {
                "550 5.1.1 no such mailbox".to_owned()
            }
            Some(_) if self.recipients.len() >= MOST_RECIPIENTS => "452 4.5.3 too many recipients".to_owned(),
            Some(recipient) => {
                self.recipients.push(recipient.to_owned());
                "250 2.1.5 ok".to_owned()
            }
        }
    }

    /// Any name and password will do: the sandbox proves the protocol, not the client.
    async fn authenticate(&mut self, rest: &str) -> io::Result<String> {
        let (mechanism, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let prompts: &[&str] = match (mechanism.to_ascii_uppercase().as_str(), initial.is_empty()) {
            ("PLAIN", false) => &[],
            ("PLAIN", true) => &["334 "],
            ("LOGIN", false) => &["334 UGFzc3dvcmQ6"],
            ("LOGIN", true) => &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"],
            _ => return Ok("504 5.5.4 PLAIN or LOGIN".to_owned()),
        };
        for prompt in prompts {
            self.say(prompt).await?;
            self.line().await?;
        }
        Ok("235 2.7.0 welcome".to_owned())
    }

    async fn data(&mut self) -> io::Result<String> {
        if self.recipients.is_empty() {
            return Ok("503 5.5.1 RCPT first".to_owned());
        }
        self.say("354 end with a line that holds a dot alone").await?;
        let Some(letter) = self.letter().await? else {
            self.reset();
            return Ok("552 5.3.4 the letter is too long".to_owned());
        };
        self.world.control.pause(System::Mail).await;
        let read = mime::read(&letter);
        let from = self.sender.take().unwrap_or_default();
        for recipient in std::mem::take(&mut self.recipients) {
            let arrival = Arrival {
                channel: Channel::Mail,
                from: from.clone(),
                to: address(&recipient),
                subject: read.subject.clone(),
                text: read.text.clone(),
                html: read.html.clone(),
            };
            self.world.messages.keep(self.world, arrival);
        }
        Ok("250 2.0.0 taken".to_owned())
    }

    /// The letter up to the lonely dot, its doubled dots undone; none when it is too long.
    async fn letter(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut letter = Vec::new();
        let mut fits = true;
        let mut at_line_start = true;
        loop {
            let mut piece = Vec::new();
            let mut limited = (&mut self.stream).take(64 * 1024);
            tokio::time::timeout(IDLE, limited.read_until(b'\n', &mut piece)).await??;
            if piece.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if at_line_start && matches!(piece.as_slice(), b".\r\n" | b".\n") {
                return Ok(fits.then_some(letter));
            }
            let line = if at_line_start { piece.strip_prefix(b".").unwrap_or(&piece) } else { &piece };
            fits = fits && letter.len() + line.len() <= LARGEST;
            if fits {
                letter.extend_from_slice(line);
            }
            at_line_start = piece.ends_with(b"\n");
        }
    }
}

/// The address in `FROM:<address> PARAMETERS`.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<&'a str> {
    let (found, rest) = rest.trim_start().split_at_checked(keyword.len())?;
    if !found.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let (address, _) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_commands() {
        assert_eq!(path("FROM:<a@b.org> SIZE=10", "FROM:"), Some("a@b.org"));
        assert_eq!(path("to: <a@b.org>", "TO:"), Some("a@b.org"));
        assert_eq!(path("FROM:<>", "FROM:"), Some(""));
        assert_eq!(path("TO:a@b.org", "TO:"), None);
        assert_eq!(path("T", "TO:"), None);
    }
}
