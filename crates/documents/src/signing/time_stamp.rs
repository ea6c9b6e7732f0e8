//! Time stamps (RFC 3161): the question, and what may count as its answer.

use cms::{content_info::ContentInfo, signed_data::SignedData};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{Int, ObjectIdentifier, OctetString},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use spki::AlgorithmIdentifierOwned;

use super::{Error, algorithm, verify};

/// MessageImprint (RFC 3161, 2.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Imprint {
    pub algorithm: AlgorithmIdentifierOwned,
    pub hash: OctetString,
}

/// TimeStampReq (RFC 3161, 2.4.1), without policy and extensions.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Query {
    version: u8,
    imprint: Imprint,
    nonce: Int,
    with_certificate: bool,
}

/// PKIStatusInfo (RFC 4210, 5.2.3).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct Status {
    code: u8,
    #[asn1(optional = "true")]
    text: Option<Any>,
    #[asn1(optional = "true")]
    failure: Option<Any>,
}

/// TimeStampResp (RFC 3161, 2.4.2); the token is kept as it came, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct Reply {
    status: Status,
    #[asn1(optional = "true")]
    token: Option<Any>,
}

impl Query {
    /// Asks for the time at which `hash` (SHA-256) existed.
    pub fn new(hash: [u8; 32], nonce: [u8; 8]) -> Result<Self, Error> {
        // An INTEGER is signed and has no idle leading byte: a first byte between 1 and 127 is both.
        let mut number = [0; 9];
        number.iter_mut().zip([1].into_iter().chain(nonce)).for_each(|(to, from)| *to = from);
        Ok(Self {
            version: 1,
            imprint: Imprint {
                algorithm: AlgorithmIdentifierOwned { oid: algorithm::SHA256, parameters: None },
                hash: OctetString::new(hash.to_vec())?,
            },
            nonce: Int::new(&number)?,
            with_certificate: true,
        })
    }

    /// The question as it is sent.
    pub fn to_der(&self) -> Result<Vec<u8>, Error> {
        Ok(Encode::to_der(self)?)
    }

    /// The token of the answer, if it answers this question and is signed by the certificate that it carries.
    pub fn accept(&self, answer: &[u8]) -> Result<Any, Error> {
        let refused = |why: &str| Error::TimeStamp(why.to_owned());
        let reply = Reply::from_der(answer).map_err(|fault| Error::TimeStamp(format!("not understood: {fault}")))?;
        // 0 granted, 1 granted with changes.
        if reply.status.code > 1 {
            return Err(Error::TimeStamp(format!("refused with status {}", reply.status.code)));
        }
        let token = reply.token.ok_or_else(|| refused("granted without a token"))?;
        let stamp = Stamp::read(&token).ok_or_else(|| refused("the token's signature is not valid"))?;
        if stamp.nonce.as_ref() != Some(&self.nonce) {
            return Err(refused("the token answers another question"));
        }
        if !stamp.covers(self.imprint.hash.as_bytes()) {
            return Err(refused("the token stamps something else"));
        }
        Ok(token)
    }
}

/// What a time-stamp token says, its own signature verified.
pub struct Stamp {
    imprint: Imprint,
    nonce: Option<Int>,
    /// The time that the authority vouches for, to the second.
    pub at: Timestamp,
}

impl Stamp {
    /// Reads a token; `None` when it is none or its signature does not fit.
    pub fn read(token: &Any) -> Option<Self> {
        let content = ContentInfo::from_der(&token.to_der().ok()?).ok()?;
        if content.content_type != algorithm::SIGNED_DATA {
            return None;
        }
        let signed: SignedData = content.content.decode_as().ok()?;
        if signed.encap_content_info.econtent_type != algorithm::TIME_STAMP_INFO {
            return None;
        }
        let info = signed.encap_content_info.econtent.clone()?.decode_as::<OctetString>().ok()?;
        verify::signer_of(&signed, info.as_bytes())?;
        Self::parse(info.as_bytes())
    }

    /// TSTInfo (RFC 3161, 2.4.2). Read part by part: optional parts follow in any combination, and the time may carry
    /// fractions of a second, which the library's type refuses.
    fn parse(info: &[u8]) -> Option<Self> {
        let parts: Vec<Any> = Vec::from_der(info).ok()?;
        let [version, policy, imprint, _serial, time, rest @ ..] = parts.as_slice() else { return None };
        if version.decode_as::<u8>().ok()? != 1 || policy.decode_as::<ObjectIdentifier>().is_err() {
            return None;
        }
        let nonce = rest.iter().find_map(|part| part.decode_as::<Int>().ok());
        Some(Self { imprint: imprint.decode_as().ok()?, nonce, at: generalized_time(time.value())? })
    }

    /// Whether it stamps the SHA-256 digest.
    pub fn covers(&self, hash: &[u8]) -> bool {
        self.imprint.algorithm.oid == algorithm::SHA256 && self.imprint.hash.as_bytes() == hash
    }
}

/// `20261121093000Z` or `20261121093000.25Z`; the fraction is let go.
fn generalized_time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let seconds = text.split('.').next()?;
    let at = DateTime::strptime("%Y%m%d%H%M%S", seconds).ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
