//! What was said in a conversation, sent by e-mail or taken along (spec 8.5, 14.3).

use super::mails::queue;
use super::settings::{is_mail_set, site_in};
use super::{Desk, allow};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part};
use crate::store::{Connection, conversations, messages};
use domain::conversation::Conversation;
use domain::id::ConversationId;
use domain::message::{Message, MessageNumber};
use domain::permission::Deed;
use domain::text;
use domain::transcript::runs;
use domain::user::{Language, User};

/// Lines that are read at once.
const PAGE: usize = 500;

/// A conversation as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// As plain text.
    pub text: String,
    /// As a page.
    pub html: String,
}

impl Desk {
    /// What was said in a conversation, in the user's language.
    pub async fn transcript(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Transcript, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let conversation = held.ok_or(Error::NotFound)?.conversation;
        let texts = mail::texts(user.preferences.language);
        let title = mail::fill(
            texts.transcript_title,
            &[("name", &conversation.visitor_name)],
        );
        let body = body(&mut connection, &conversation, &title, texts).await?;
        Ok(Transcript {
            text: body.text,
            html: body.html,
        })
    }

    /// Sends what was said in a conversation to somebody, in the visitor's language. A conflict if there is no mail server.
    pub async fn send_transcript(
        &self,
        user: &User,
        conversation: ConversationId,
        email: &str,
    ) -> Result<(), Error> {
        allow(user, Deed::AnswerConversations)?;
        let recipient = text::email(email).map_err(|fault| Error::invalid("email", fault))?;
        let (seal, now) = (self.seal.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let conversation = work.conversation(conversation).await?.conversation;
                    let database = work.database().await?;
                    if !is_mail_set(database).await? {
                        return Err(Error::Conflict);
                    }
                    let letter = letter(database, &conversation, recipient).await?;
                    queue(database, &seal, &letter, now).await
                })
            })
            .await?;
        self.mail_queued.notify_one();
        Ok(())
    }
}

async fn letter(
    database: &mut Connection,
    conversation: &Conversation,
    recipient: String,
) -> Result<Letter, Error> {
    let site = site_in(database).await?.name;
    let language = conversation.language.as_deref().unwrap_or_default();
    let texts = mail::texts(Language::of_tag(language));
    Ok(Letter {
        recipient,
        subject: mail::fill(texts.transcript_subject, &[("site", &site)]),
        body: body(database, conversation, texts.transcript_text, texts).await?,
    })
}

async fn body(
    database: &mut Connection,
    conversation: &Conversation,
    beginning: &str,
    texts: &mail::Texts,
) -> Result<Body, Error> {
    let said = all_said(database, conversation.id).await?;
    let runs: Vec<(String, String)> = runs(&said, &conversation.visitor_name)
        .into_iter()
        .map(|run| (run.name, run.lines.join("\n")))
        .collect();
    let mut parts = vec![Part::Words(beginning)];
    if runs.is_empty() {
        parts.push(Part::Words(texts.transcript_empty));
    }
    parts.extend(runs.iter().map(|(name, lines)| Part::Said { name, lines }));
    Ok(Body::of(&parts))
}

/// Every line of a conversation, by number.
async fn all_said(
    database: &mut Connection,
    conversation: ConversationId,
) -> Result<Vec<Message>, Error> {
    let (mut all, mut before) = (Vec::new(), MessageNumber(u32::MAX));
    loop {
        let (mut page, has_older) = messages::before(database, conversation, before, PAGE).await?;
        before = page.first().map_or(MessageNumber(0), |line| line.number);
        page.append(&mut all);
        all = page;
        if !has_older {
            return Ok(all);
        }
    }
}
