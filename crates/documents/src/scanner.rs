//! The malware scanner: ClamAV's daemon, asked over its own protocol (`clamd(8)`, INSTREAM).

use std::{io, path::PathBuf, str::FromStr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much is sent at once, in bytes.
const STEP: usize = 64 * 1024;
/// The longest answer, in bytes.
const LONGEST: u64 = 1024;

/// Where the daemon listens: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// Host and port.
    Tcp(String),
    /// A socket file.
    Unix(PathBuf),
}

/// The text is no address of a scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of clamd such as tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl")]
pub struct BadScanner;

impl FromStr for Scanner {
    type Err = BadScanner;

    fn from_str(text: &str) -> Result<Self, BadScanner> {
        if let Some(path) = text.strip_prefix("unix://").filter(|path| path.starts_with('/')) {
            return Ok(Self::Unix(path.into()));
        }
        let address = text.strip_prefix("tcp://").ok_or(BadScanner)?;
        let (host, port) = address.rsplit_once(':').ok_or(BadScanner)?;
        let fits = !host.is_empty() && !address.contains('/') && port.parse::<u16>().is_ok_and(|port| port > 0);
        if fits { Ok(Self::Tcp(address.to_owned())) } else { Err(BadScanner) }
    }
}

/// What the scanner says of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It knows nothing bad of it.
    Clean,
    /// It knows it, by this name.
    Infected(String),
}

impl Scanner {
    /// Has a content looked at.
    ///
    /// # Errors
    /// When the daemon is away, too slow, or answers something else than a verdict: then nobody knows.
    pub async fn scan(&self, content: &[u8]) -> io::Result<Verdict> {
        let answer = self.ask(b"zINSTREAM\0", Some(content)).await?;
        let said = answer.strip_prefix("stream: ").unwrap_or(&answer);
        if said == "OK" {
            return Ok(Verdict::Clean);
        }
        match said.strip_suffix(" FOUND") {
            Some(name) => Ok(Verdict::Infected(name.to_owned())),
            None => Err(io::Error::other(format!("the scanner answered: {said}"))),
        }
    }

    /// Its version and the date of its signatures; for whoever asks whether it is there.
    pub async fn version(&self) -> io::Result<String> {
        self.ask(b"zVERSION\0", None).await
    }

    async fn ask(&self, command: &[u8], content: Option<&[u8]>) -> io::Result<String> {
        let talk = async {
            match self {
                Self::Tcp(address) => talk(TcpStream::connect(address).await?, command, content).await,
                Self::Unix(path) => talk(UnixStream::connect(path).await?, command, content).await,
            }
        };
        timeout(PATIENCE, talk).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

async fn talk(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    command: &[u8],
    content: Option<&[u8]>,
) -> io::Result<String> {
    // A daemon that has had enough answers and hangs up: what it said counts, not that we could not go on.
    let sent = send(&mut stream, command, content).await;
    let mut answer = Vec::new();
    let heard = stream.take(LONGEST).read_to_end(&mut answer).await;
    if answer.is_empty() {
        sent?;
        heard?;
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    // What it says comes into the log: plain signs only.
    let words = answer.iter().filter(|byte| byte.is_ascii_graphic() || **byte == b' ');
    Ok(words.map(|byte| char::from(*byte)).collect::<String>().trim().to_owned())
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), command: &[u8], content: Option<&[u8]>) -> io::Result<()> {
    stream.write_all(command).await?;
    let Some(content) = content else { return stream.flush().await };
    for step in content.chunks(STEP) {
        stream.write_u32(u32::try_from(step.len()).unwrap_or_default()).await?;
        stream.write_all(step).await?;
    }
    stream.write_u32(0).await?;
    stream.flush().await
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn addresses_are_checked() {
        assert_eq!("tcp://127.0.0.1:3310".parse(), Ok(Scanner::Tcp("127.0.0.1:3310".to_owned())));
        assert_eq!("unix:///run/clamd.ctl".parse(), Ok(Scanner::Unix("/run/clamd.ctl".into())));
        for text in
            ["", "127.0.0.1:3310", "tcp://host", "tcp://:1", "tcp://h:0", "tcp://h:99999", "unix://x", "http://h:1"]
        {
            assert_eq!(text.parse::<Scanner>(), Err(BadScanner), "{text}");
        }
    }

    /// A scanner that answers this, whatever comes.
    async fn saying(answer: &'static [u8]) -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut first = [0; 10];
            let _ = stream.read_exact(&mut first).await;
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
            // Hanging up with unread bytes would reset the connection before the answer is read.
            let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
        });
        Scanner::Tcp(address)
    }

    #[tokio::test]
    async fn only_a_clear_verdict_is_one() {
        assert_eq!(saying(b"stream: OK\0").await.scan(b"x").await.unwrap(), Verdict::Clean);
        let found = saying(b"stream: Win.Test\n.EICAR FOUND\0").await.scan(b"x").await.unwrap();
        assert_eq!(found, Verdict::Infected("Win.Test.EICAR".to_owned()));
        for answer in [
            b"".as_slice(),
            b"\0",
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: OK but not now\0",
            b"\xff\xfe",
            &[b'A'; 10_000],
        ] {
            assert!(saying(answer).await.scan(&vec![0; 3 * STEP]).await.is_err());
        }
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().to_string();
        assert!(Scanner::Tcp(nobody).scan(b"x").await.is_err());
        assert!(Scanner::Unix("/nowhere/clamd.ctl".into()).scan(b"x").await.is_err());
    }
}
