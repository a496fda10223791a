//! The way to the mail server. Each letter has a connection of its own: there are few, and the settings may change
//! between two.

use super::letter::{Body, Letter};
use domain::limit::MAIL_TROUBLE_CHARACTERS;
use domain::mail::{Encryption, MailServer, SILENCE_MS, Trouble};
use domain::text::shortened;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::error::Error as _;
use std::time::Duration;

/// Through what letters go, and in whose name.
#[derive(Clone)]
pub(crate) struct Relay {
    /// The server.
    pub(crate) server: MailServer,
    /// The password there, for who has to sign in.
    pub(crate) password: String,
    /// The name that readers see as the sender's.
    pub(crate) name: String,
}

/// Sends a letter, or says why it did not go.
pub(crate) async fn send(relay: &Relay, letter: &Letter) -> Result<(), Trouble> {
    let message = message(relay, letter).map_err(|sentence| Trouble::Refused(told(&sentence)))?;
    let transport = transport(relay).map_err(|error| trouble(&error))?;
    let silence = Duration::from_millis(SILENCE_MS.unsigned_abs());
    match tokio::time::timeout(silence, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(trouble(&error)),
        Err(_) => Err(Trouble::Silent),
    }
}

fn transport(
    relay: &Relay,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
    let Relay {
        server, password, ..
    } = relay;
    let host = server.host.as_str();
    let builder = match server.encryption {
        // An administrator has chosen so, for a server on the same machine or network.
        Encryption::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
        Encryption::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host)?,
        Encryption::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host)?,
    };
    // The whole is timed by the caller; this ends a connection that nobody waits for any more.
    let silence = Duration::from_millis(SILENCE_MS.unsigned_abs());
    let builder = builder.port(server.port).timeout(Some(silence));
    let builder = if server.user.is_empty() {
        builder
    } else {
        builder.credentials(Credentials::new(server.user.clone(), password.clone()))
    };
    Ok(builder.build())
}

fn message(relay: &Relay, letter: &Letter) -> Result<Message, String> {
    let sender = relay.server.sender.parse().map_err(sentence)?;
    let recipient = letter.recipient.parse().map_err(sentence)?;
    let Body {
        text,
        html,
        decline,
    } = letter.body.clone();
    let mut head = Message::builder();
    if let Some(url) = decline {
        head = head.raw_header(field("List-Unsubscribe", format!("<{}>", one_line(&url))));
        // Mail programs may press it only over a way that nobody changes (RFC 8058).
        if url.starts_with("https:") {
            let press = "List-Unsubscribe=One-Click".to_owned();
            head = head.raw_header(field("List-Unsubscribe-Post", press));
        }
    }
    head.from(Mailbox::new(Some(one_line(&relay.name)), sender))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&letter.subject))
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(sentence)
}

fn field(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn sentence(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn trouble(error: &lettre::transport::smtp::Error) -> Trouble {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    if error.is_timeout() {
        return Trouble::Silent;
    }
    match error.status() {
        Some(code) => Trouble::Refused(told(&format!("{code} {cause}"))),
        None if error.is_response() || error.is_client() => {
            Trouble::Refused(told(&error.to_string()))
        }
        None => Trouble::Unreachable(told(if cause.is_empty() {
            "connection failed"
        } else {
            &cause
        })),
    }
}

/// Fit to be kept and shown.
fn told(sentence: &str) -> String {
    shortened(one_line(sentence).trim(), MAIL_TROUBLE_CHARACTERS)
}

/// Without line breaks: in the head of a letter each would begin another field.
fn one_line(text: &str) -> String {
    let without = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;
    use tokio::time::Instant;

    // Time passes by itself while everybody waits.
    #[tokio::test(start_paused = true)]
    async fn a_server_that_says_nothing_is_given_up_after_20_seconds() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = Relay {
            server: MailServer {
                host: "127.0.0.1".to_owned(),
                port: silent.local_addr().unwrap().port(),
                encryption: Encryption::None,
                sender: "chat@example.org".to_owned(),
                ..MailServer::default()
            },
            password: String::new(),
            name: "Harbour".to_owned(),
        };
        let letter = Letter {
            recipient: "ada@example.org".to_owned(),
            subject: "Hello".to_owned(),
            body: Body::of(&[]),
        };
        let began = Instant::now();
        assert_eq!(send(&relay, &letter).await, Err(Trouble::Silent));
        let waited = began.elapsed();
        assert!(waited.as_secs() <= 21, "{waited:?}");
    }

    #[test]
    fn a_name_or_subject_cannot_add_a_line_to_the_head_of_a_letter() {
        let relay = Relay {
            server: MailServer {
                sender: "chat@example.org".to_owned(),
                ..MailServer::default()
            },
            password: String::new(),
            name: "Harbour\r\nBcc: eve@example.org".to_owned(),
        };
        let letter = Letter {
            recipient: "ada@example.org".to_owned(),
            subject: "Hello\r\nBcc: eve@example.org".to_owned(),
            body: Body::of(&[]),
        };
        let message = message(&relay, &letter).unwrap().formatted();
        let message = String::from_utf8(message).unwrap();
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    }

    #[test]
    fn a_letter_says_in_its_head_where_no_more_of_the_kind_are_wanted() {
        let relay = Relay {
            server: MailServer {
                sender: "chat@example.org".to_owned(),
                ..MailServer::default()
            },
            password: String::new(),
            name: "Harbour".to_owned(),
        };
        let head = |decline: Option<&str>| {
            let letter = Letter {
                recipient: "ada@example.org".to_owned(),
                subject: "Hello".to_owned(),
                body: Body {
                    decline: decline.map(str::to_owned),
                    ..Body::of(&[])
                },
            };
            let message = message(&relay, &letter).unwrap().formatted();
            String::from_utf8(message).unwrap()
        };
        let url = format!("https://chat.example/letters/{}", "x".repeat(43));
        let safe = head(Some(&url));
        assert!(
            safe.replace("\r\n ", " ")
                .contains(&format!("List-Unsubscribe: <{url}>\r\n")),
            "{safe}"
        );
        assert!(
            safe.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
            "{safe}"
        );
        assert!(!head(Some("http://chat.example/letters/x")).contains("One-Click"));
        assert!(!head(None).contains("List-Unsubscribe"));
    }

    #[test]
    fn what_a_server_says_is_kept_short_and_on_one_line() {
        let long = format!("450 try\r\nlater {}", "x".repeat(1_000));
        let kept = told(&long);
        assert!(kept.starts_with("450 try  later"));
        assert_eq!(kept.chars().count(), MAIL_TROUBLE_CHARACTERS);
    }
}
