//! Files that visitors and operators put into conversations (spec 6.6, 8.3, 16.6).

use super::conversations::Asked;
use super::life_cycle::{join, release_the_silent};
use super::{Desk, TokenHash, allow};
use crate::error::Error;
use crate::picture::{self, Redrawn};
use crate::store::attachments::{self, Kept};
use crate::store::{conversations, messages};
use axum::body::Bytes;
use domain::attachment::{Attachment, Kind, name};
use domain::id::{AttachmentId, ClientId, ConversationId, PublicConversationId};
use domain::limit;
use domain::message::{Author, MessageNumber};
use domain::permission::Deed;
use domain::time::DAY_MS;
use domain::user::User;
use domain::wire::{Accepted, Refusal};
use uuid::Uuid;

/// How long a file is kept that no message has taken.
const ARRIVES_MS: i64 = DAY_MS;
/// Files that are removed at once.
const REMOVED_AT_ONCE: i64 = 100;

/// A file as somebody sends it.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// What its sender calls the message.
    pub client_id: ClientId,
    /// What he calls the file.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A file as it is handed out.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is served as.
    pub media_type: String,
    /// What is in it.
    pub content: Bytes,
}

impl Desk {
    /// A visitor puts a file into his conversation.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::TooLong`], [`Refusal::WrongType`], [`Refusal::TooMany`], or as with words.
    pub async fn attach_as_visitor(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
        sent: SentFile,
    ) -> Result<Accepted, Error> {
        let conversation = self.visitor_conversation(token, conversation).await?;
        let asked = Asked {
            conversation,
            author: Author::Visitor,
            client_id: sent.client_id,
        };
        self.attach(asked, sent).await
    }

    /// An operator puts a file into a conversation; if he is not in it, he joins it first.
    ///
    /// # Errors
    /// As [`Desk::attach_as_visitor`].
    pub async fn attach_as_operator(
        &self,
        user: &User,
        conversation: ConversationId,
        sent: SentFile,
    ) -> Result<Accepted, Error> {
        allow(user, Deed::AnswerConversations)?;
        let asked = Asked {
            conversation,
            author: Author::Operator(user.as_operator()),
            client_id: sent.client_id,
        };
        self.attach(asked, sent).await
    }

    /// A file of the visitor's own conversation.
    pub async fn file_of_visitor(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
        attachment: AttachmentId,
    ) -> Result<File, Error> {
        let conversation = self.visitor_conversation(token, conversation).await?;
        let mut connection = self.store.read().await?;
        let kept = attachments::of_conversation(&mut connection, conversation, attachment).await?;
        drop(connection);
        self.file(attachment, kept).await
    }

    /// A file of any conversation.
    pub async fn file_of_operator(
        &self,
        user: &User,
        attachment: AttachmentId,
    ) -> Result<File, Error> {
        allow(user, Deed::ReadConversations)?;
        let kept = attachments::get(&mut self.store.read().await?, attachment).await?;
        self.file(attachment, kept).await
    }

    pub(super) async fn file(
        &self,
        attachment: AttachmentId,
        kept: Option<Kept>,
    ) -> Result<File, Error> {
        let Kept { name, media_type } = kept.ok_or(Error::NotFound)?;
        Ok(File {
            name,
            media_type,
            content: self.files.get(attachment).await?,
        })
    }

    async fn attach(&self, asked: Asked, sent: SentFile) -> Result<Accepted, Error> {
        let client_id = asked.client_id;
        let number = match self.carried_out(&asked).await? {
            Some(number) => number,
            None => self.attach_new(asked, sent).await?,
        };
        Ok(Accepted {
            client_id,
            number: Some(number),
        })
    }

    /// Whether the request came before; refuses what the conversation cannot take before anything is stored.
    async fn carried_out(&self, asked: &Asked) -> Result<Option<MessageNumber>, Error> {
        let mut connection = self.store.read().await?;
        let (id, client_id) = (asked.conversation, asked.client_id);
        if let Some(number) = messages::number_of(&mut connection, id, client_id).await? {
            return Ok(Some(number));
        }
        let held = conversations::held(&mut connection, id).await?;
        if !held.ok_or(Error::NotFound)?.conversation.is_open() {
            return Err(Error::Refused(Refusal::Ended));
        }
        if attachments::count(&mut connection, id).await? >= limit::FILES {
            return Err(Error::Refused(Refusal::TooMany));
        }
        Ok(None)
    }

    async fn attach_new(&self, asked: Asked, sent: SentFile) -> Result<MessageNumber, Error> {
        let (attachment, media_type, content) = self.examined(sent).await?;
        let (conversation, id) = (asked.conversation, attachment.id);
        let (arriving, doomed_at) = (attachment.clone(), self.clock.now().plus(ARRIVES_MS));
        // Before its content: whatever happens, what no message takes is found and removed.
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    attachments::add(database, conversation, &arriving, media_type, doomed_at)
                        .await?;
                    Ok(())
                })
            })
            .await?;
        self.files.put(id, content).await?;
        self.hand_over(asked, attachment).await
    }

    /// A message takes a file that has arrived.
    async fn hand_over(
        &self,
        asked: Asked,
        attachment: Attachment,
    ) -> Result<MessageNumber, Error> {
        let clock = self.clock.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let (id, client_id) = (asked.conversation, asked.client_id);
                    // The same request may have come again, by another connection, and been quicker.
                    if let Some(number) = work.carried_out(id, client_id).await? {
                        return Ok(number);
                    }
                    let now = clock.now();
                    let author = asked.author.clone();
                    if let Author::Operator(operator) = &author {
                        let own = ClientId(Uuid::now_v7());
                        join(work, id, operator.clone(), own, now).await?;
                    }
                    let held = work.conversation(id).await?;
                    let mut conversation = held.conversation;
                    let file = attachment.id;
                    let happening = conversation.attach(asked.change(now), attachment)?;
                    let number = conversation.last_number;
                    work.happened(conversation, held.visitor, happening, now);
                    attachments::keep(work.database().await?, file, number).await?;
                    if let Author::Operator(operator) = &author {
                        release_the_silent(work, id, operator.id, now).await?;
                    }
                    Ok(number)
                })
            })
            .await
    }

    /// What is kept of a file that was sent, and as what it is served.
    async fn examined(&self, sent: SentFile) -> Result<(Attachment, &'static str, Vec<u8>), Error> {
        if sent.content.is_empty() {
            return Err(Error::Refused(Refusal::Empty));
        }
        if sent.content.len() > limit::FILE_BYTES {
            return Err(Error::Refused(Refusal::TooLong));
        }
        let wrong = Error::Refused(Refusal::WrongType);
        let name = name(&sent.name);
        let id = AttachmentId(Uuid::new_v4());
        match Kind::of(&name, &sent.content).ok_or(wrong)? {
            Kind::File(media_type) => {
                let attachment = Attachment {
                    id,
                    name,
                    bytes: u64::try_from(sent.content.len()).unwrap_or(u64::MAX),
                    size: None,
                };
                Ok((attachment, media_type, sent.content))
            }
            Kind::Picture => {
                let content = sent.content;
                let drawn = self.draw(move || picture::redrawn(&content)).await?;
                let Redrawn {
                    content,
                    media_type,
                    end,
                    size,
                } = drawn;
                let attachment = Attachment {
                    id,
                    name: with_end(&name, end),
                    bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
                    size: Some(size),
                };
                Ok((attachment, media_type, content))
            }
        }
    }

    /// Removes the contents that no message has any more, or never had; what fails is tried again by the next job.
    pub(super) async fn remove_doomed_files(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let doomed =
            attachments::doomed(&mut self.store.read().await?, now, REMOVED_AT_ONCE).await?;
        for attachment in doomed {
            self.files.remove(attachment).await?;
            self.store
                .write(move |work| {
                    Box::pin(async move {
                        attachments::remove(work.database().await?, attachment).await?;
                        Ok(())
                    })
                })
                .await?;
        }
        Ok(())
    }
}

impl Desk {
    /// Removes the contents that belonged to conversations that were erased; what fails is tried again by the next job.
    pub(super) async fn remove_erased_files(&self) -> Result<(), Error> {
        loop {
            let mut connection = self.store.read().await?;
            let erased = attachments::erased(&mut connection, REMOVED_AT_ONCE).await?;
            drop(connection);
            if erased.is_empty() {
                return Ok(());
            }
            for attachment in &erased {
                self.files.remove(*attachment).await?;
            }
            self.store
                .write(move |work| {
                    Box::pin(async move {
                        attachments::forget_erased(work.database().await?, &erased).await?;
                        Ok(())
                    })
                })
                .await?;
        }
    }
}

/// A picture's name with the end that it has now.
fn with_end(name: &str, end: &str) -> String {
    let (stem, was) = name.rsplit_once('.').unwrap_or((name, ""));
    let was = was.to_lowercase();
    if was == end || (was == "jpeg" && end == "jpg") {
        return name.to_owned();
    }
    let room = limit::FILE_NAME_CHARACTERS.saturating_sub(end.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    format!("{stem}.{end}")
}

#[cfg(test)]
mod tests {
    use super::with_end;
    use domain::limit::FILE_NAME_CHARACTERS;

    #[test]
    fn a_picture_is_called_what_it_became() {
        assert_eq!(with_end("a.gif", "png"), "a.png");
        assert_eq!(with_end("a.JPEG", "jpg"), "a.JPEG");
        assert_eq!(with_end("a.b.webp", "jpg"), "a.b.jpg");
        let most = format!("{}.ab", "é".repeat(FILE_NAME_CHARACTERS - 3));
        let named = with_end(&most, "webp");
        assert_eq!(named.chars().count(), FILE_NAME_CHARACTERS);
        assert_eq!(named.rsplit_once('.').map(|(_, end)| end), Some("webp"));
    }
}
