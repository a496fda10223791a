//! Letters by e-mail: through which server they go, and how long one is tried.

use crate::id::MailId;
use crate::limit;
use crate::problem::{Fault, Problem, problems};
use crate::text;
use crate::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A mail server that says nothing for this long is given up.
pub const SILENCE_MS: i64 = 20 * SECOND_MS;
/// How long a node may take over a letter before another takes it: more than the server may be silent.
pub const LEASE_MS: i64 = MINUTE_MS;
/// After each try but the last, how long until the next.
const AGAIN_AFTER_MS: [i64; 5] = [
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    12 * HOUR_MS,
];

/// When a letter is tried again that has failed so many times; `None` if that was the last.
pub fn next_try(tries: u32, now: Timestamp) -> Option<Timestamp> {
    let index = usize::try_from(tries.checked_sub(1)?).ok()?;
    AGAIN_AFTER_MS.get(index).map(|after| now.plus(*after))
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// Not at all: for a server on the same machine.
    None,
    /// In the clear at first, then TLS (port 587).
    #[default]
    Starttls,
    /// TLS from the start (port 465).
    Tls,
}

/// The server that takes letters. Its password is kept apart from it and never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name or address; empty as long as there is none.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub encryption: Encryption,
    /// Who signs in there; empty if nobody has to.
    pub user: String,
    /// The address that letters come from.
    pub sender: String,
}

impl Default for MailServer {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            encryption: Encryption::default(),
            user: String::new(),
            sender: String::new(),
        }
    }
}

/// The mail server as administrators see it: whether there is a password, and never which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownMailServer {
    /// The server.
    pub server: MailServer,
    /// Whether a password is kept for it.
    pub has_password: bool,
}

/// A mail server as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedMailServer {
    /// *Host*; empty means that there is none.
    pub host: String,
    /// *Port*.
    pub port: String,
    /// *Encryption*.
    pub encryption: Encryption,
    /// *User*.
    pub user: String,
    /// *Password*; empty means the one that is kept.
    pub password: String,
    /// *Sender*.
    pub sender: String,
}

impl MailServer {
    /// Whether letters can be sent.
    pub fn is_set(&self) -> bool {
        !self.host.is_empty()
    }

    /// Whether a password that was given for `other` may be used here: nobody is to read it by pointing the form at a
    /// server of his own.
    pub fn may_use_password_of(&self, other: &Self) -> bool {
        self.host == other.host
            && self.port == other.port
            && self.user == other.user
            && (self.encryption == other.encryption || self.encryption != Encryption::None)
    }
}

impl TypedMailServer {
    /// The mail server, if it can be one; without a host there is none, whatever else was typed.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(&self) -> Result<MailServer, Vec<Problem>> {
        if self.host.trim().is_empty() {
            return Ok(MailServer::default());
        }
        let fields = (
            host(self.host.trim()),
            port(self.port.trim()),
            user(self.user.trim()),
            text::email(&self.sender),
        );
        let password = (self.password.chars().count() > limit::PASSWORD_CHARACTERS).then_some(
            Fault::TooLong {
                limit: limit::PASSWORD_CHARACTERS,
            },
        );
        match (fields, password) {
            ((Ok(host), Ok(port), Ok(user), Ok(sender)), None) => Ok(MailServer {
                host,
                port,
                encryption: self.encryption,
                user,
                sender,
            }),
            ((host, port, user, sender), password) => Err(problems([
                ("host", host.err()),
                ("port", port.err()),
                ("user", user.err()),
                ("password", password),
                ("sender", sender.err()),
            ])),
        }
    }
}

/// A name of the Internet or an address; whether somebody answers there is for the test to say.
fn host(typed: &str) -> Result<String, Fault> {
    if typed.len() > limit::HOST_CHARACTERS {
        return Err(Fault::TooLong {
            limit: limit::HOST_CHARACTERS,
        });
    }
    let is_host = typed
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b".-_:".contains(&b))
        && !typed.starts_with(['.', '-']);
    is_host
        .then(|| typed.to_ascii_lowercase())
        .ok_or(Fault::NotAHost)
}

fn port(typed: &str) -> Result<u16, Fault> {
    if typed.is_empty() {
        return Err(Fault::Missing);
    }
    typed
        .parse()
        .ok()
        .filter(|port| *port > 0)
        .ok_or(Fault::OutOfRange {
            least: 1,
            most: i64::from(u16::MAX),
        })
}

fn user(typed: &str) -> Result<String, Fault> {
    if typed.chars().count() > limit::EMAIL_CHARACTERS {
        return Err(Fault::TooLong {
            limit: limit::EMAIL_CHARACTERS,
        });
    }
    if typed.chars().any(char::is_control) {
        return Err(Fault::NotAllowed);
    }
    Ok(typed.to_owned())
}

/// Why a letter did not go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The server said nothing for [`SILENCE_MS`].
    Silent,
    /// There is no way to the server: what the machine says.
    Unreachable(String),
    /// The server refused: what it said.
    Refused(String),
    /// What is kept of the letter or of the password cannot be read: it was sealed with another key.
    Sealed,
}

/// A letter that waits to be sent, or was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Which.
    pub id: MailId,
    /// To which address.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Since when it waits.
    pub created_at: Timestamp,
    /// When it is tried next, unless it was given up.
    pub due_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// Why the last try failed.
    pub trouble: Option<Trouble>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedMailServer {
        TypedMailServer {
            host: " Mail.Example.org ".to_owned(),
            port: "587".to_owned(),
            encryption: Encryption::Starttls,
            user: "porch".to_owned(),
            password: "secret".to_owned(),
            sender: "Chat@example.org".to_owned(),
        }
    }

    fn fault(change: impl FnOnce(&mut TypedMailServer)) -> (String, Fault) {
        let mut server = typed();
        change(&mut server);
        let problem = server.check().unwrap_err().remove(0);
        (problem.field, problem.fault)
    }

    #[test]
    fn a_mail_server_is_kept_in_small_letters() {
        let server = typed().check().unwrap();
        assert_eq!(server.host, "mail.example.org");
        assert_eq!(server.sender, "chat@example.org");
        assert!(server.is_set());
    }

    #[test]
    fn without_a_host_there_is_no_mail_server() {
        let none = TypedMailServer {
            host: "  ".to_owned(),
            sender: "nobody".to_owned(),
            ..typed()
        };
        assert!(!none.check().unwrap().is_set());
    }

    #[test]
    fn each_field_that_cannot_be_is_named() {
        for host in ["http://mail", "mail/x", "-mail", "ma il", "mail\r\nRCPT"] {
            let host = host.to_owned();
            assert_eq!(
                fault(|server| server.host = host),
                ("host".to_owned(), Fault::NotAHost)
            );
        }
        for port in ["0", "65536", "-1", "1.5", "smtp"] {
            let port = port.to_owned();
            let range = Fault::OutOfRange {
                least: 1,
                most: 65_535,
            };
            assert_eq!(
                fault(|server| server.port = port),
                ("port".to_owned(), range)
            );
        }
        assert_eq!(
            fault(|server| server.port = String::new()),
            ("port".to_owned(), Fault::Missing)
        );
        assert_eq!(
            fault(|server| server.sender = "chat".to_owned()),
            ("sender".to_owned(), Fault::NotAnEmail)
        );
        assert_eq!(
            fault(|server| server.user = "a\nb".to_owned()),
            ("user".to_owned(), Fault::NotAllowed)
        );
    }

    #[test]
    fn texts_of_the_limit_are_kept_and_those_past_it_refused() {
        let of = |characters: usize| "a".repeat(characters);
        let with = |change: fn(&mut TypedMailServer, String), text: String| {
            let mut server = typed();
            change(&mut server, text);
            server.check().is_ok()
        };
        let host: fn(&mut TypedMailServer, String) = |server, text| server.host = text;
        let user: fn(&mut TypedMailServer, String) = |server, text| server.user = text;
        let password: fn(&mut TypedMailServer, String) = |server, text| server.password = text;
        for (set, most) in [
            (host, limit::HOST_CHARACTERS),
            (user, limit::EMAIL_CHARACTERS),
            (password, limit::PASSWORD_CHARACTERS),
        ] {
            assert!(with(set, of(most)));
            assert!(!with(set, of(most + 1)));
        }
    }

    #[test]
    fn a_kept_password_goes_to_the_server_it_was_given_for_alone() {
        let kept = typed().check().unwrap();
        let with = |change: fn(&mut MailServer)| {
            let mut other = kept.clone();
            change(&mut other);
            other.may_use_password_of(&kept)
        };
        assert!(with(|server| server.sender = "other@example.org".to_owned()));
        assert!(with(|server| server.encryption = Encryption::Tls));
        assert!(!with(|server| server.encryption = Encryption::None));
        assert!(!with(|server| server.host = "evil.example".to_owned()));
        assert!(!with(|server| server.port = 25));
        assert!(!with(|server| server.user = "other".to_owned()));
    }

    #[test]
    fn a_letter_is_tried_six_times_within_a_day() {
        let mut now = Timestamp(0);
        let mut tries = 1;
        while let Some(next) = next_try(tries, now) {
            assert!(next > now);
            now = next;
            tries += 1;
        }
        assert_eq!((tries, now), (6, Timestamp(14 * HOUR_MS + 36 * MINUTE_MS)));
        assert_eq!(next_try(0, now), None);
    }
}
