//! A mail server for tests: it takes letters, refuses them, or says nothing.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What it does with letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It takes them.
    Takes,
    /// It refuses each recipient.
    Refuses,
    /// It takes connections and says nothing.
    Hangs,
}

/// A letter as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) from: String,
    pub(crate) to: String,
    /// Head and body, soft line breaks undone.
    pub(crate) content: String,
    /// What was sent to sign in, as it came.
    pub(crate) credentials: Option<String>,
}

/// A mail server.
pub(crate) struct MailServer {
    pub(crate) address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    letters: watch::Receiver<Vec<Received>>,
    connections: watch::Receiver<usize>,
}

impl MailServer {
    pub(crate) async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mood = Arc::new(Mutex::new(mood));
        let (sender, letters) = watch::channel(Vec::new());
        let (counter, connections) = watch::channel(0);
        let known = Arc::clone(&mood);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.send_modify(|count| *count += 1);
                let mood = *known.lock().unwrap();
                let sender = sender.clone();
                tokio::spawn(async move {
                    // A client that goes away ends its own conversation alone.
                    drop(talk(stream, mood, &sender).await);
                });
            }
        });
        Self {
            address,
            mood,
            letters,
            connections,
        }
    }

    pub(crate) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// All letters that were taken so far.
    pub(crate) fn letters(&self) -> Vec<Received> {
        self.letters.borrow().clone()
    }

    /// The letters, once there are so many.
    pub(crate) async fn letters_when(&self, count: usize) -> Vec<Received> {
        let mut letters = self.letters.clone();
        letters
            .wait_for(|letters| letters.len() >= count)
            .await
            .unwrap()
            .clone()
    }

    /// Resolves once so many connections were made.
    pub(crate) async fn connected(&self, count: usize) {
        let mut connections = self.connections.clone();
        connections.wait_for(|made| *made >= count).await.unwrap();
    }
}

impl Received {
    /// The first link of the letter with this path.
    pub(crate) fn link(&self, path: &str) -> String {
        let words = self.content.split_whitespace();
        let link = words.filter(|word| word.starts_with("http://"));
        let link = link.into_iter().find(|word| word.contains(path));
        link.unwrap_or_else(|| panic!("{path}: {}", self.content))
            .to_owned()
    }
}

async fn talk(
    stream: TcpStream,
    mood: Mood,
    letters: &watch::Sender<Vec<Received>>,
) -> std::io::Result<()> {
    if mood == Mood::Hangs {
        std::future::pending::<()>().await;
    }
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example.org ESMTP\r\n").await?;
    let (mut from, mut to, mut credentials) = (String::new(), String::new(), None);
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.example.org\r\n250 AUTH PLAIN LOGIN",
            "AUTH" => {
                credentials = line.split(' ').nth(2).map(str::to_owned);
                "235 Welcome"
            }
            "MAIL" => {
                from = address(&line);
                "250 Go on"
            }
            "RCPT" if mood == Mood::Refuses => "550 5.7.1 We do not know you",
            "RCPT" => {
                to = address(&line);
                "250 Go on"
            }
            "DATA" => {
                write.write_all(b"354 Go on\r\n").await?;
                let mut content = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    content += line.strip_prefix('.').unwrap_or(&line);
                    content += "\r\n";
                }
                let received = Received {
                    from: from.clone(),
                    to: to.clone(),
                    content: content.replace("=\r\n", "").replace("=3D", "="),
                    credentials: credentials.clone(),
                };
                letters.send_modify(|letters| letters.push(received));
                "250 Taken"
            }
            "QUIT" => {
                write.write_all(b"221 Bye\r\n").await?;
                return Ok(());
            }
            _ => "250 Fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn address(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap();
    rest.split('>').next().unwrap().to_owned()
}
