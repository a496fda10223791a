//! Chatbots: made, changed, copied, put away and deleted by administrators (spec 9.1).

use super::channels::tell;
use super::teams::app_state_in;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::pictures::{self, Bearer};
use crate::store::{
    Connection, Work, audit, chatbot_counts, chatbots, conversations, expertises, rules,
};
use domain::audit::Audited;
use domain::chatbot::{Chatbot, ChatbotCard, ChatbotDraft, ChatbotForm, Funnel, GivenAnswer};
use domain::id::{AnswerId, ChatbotId, ConversationId, StepId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::team::App;
use domain::text::shortened;
use domain::time::Timestamp;
use domain::user::User;
use uuid::Uuid;

impl Desk {
    /// All chatbots, by name.
    pub async fn chatbots(&self, user: &User) -> Result<Vec<ChatbotCard>, Error> {
        allow(user, Deed::ManageChatbots)?;
        chatbots::list(&mut self.store.read().await?).await
    }

    /// Everything that the form of one shows; without one, that of a new one.
    pub async fn chatbot_form(
        &self,
        user: &User,
        id: Option<ChatbotId>,
    ) -> Result<ChatbotForm, Error> {
        allow(user, Deed::ManageChatbots)?;
        let mut connection = self.store.read().await?;
        let chatbot = match id {
            Some(id) => {
                let found = chatbots::by_id(&mut connection, id).await?;
                Some(found.ok_or(Error::NotFound)?)
            }
            None => None,
        };
        let rules = match id {
            Some(id) => rules::with_chatbot(&mut connection, id).await?,
            None => Vec::new(),
        };
        let expertises = expertises::list(&mut connection).await?;
        let mut apps = Vec::new();
        for app in App::ALL {
            // One that is off has names as well, which a file of the script tells.
            apps.push((app, app_state_in(&mut connection, app).await?));
        }
        Ok(ChatbotForm {
            chatbot,
            expertises,
            apps,
            rules,
        })
    }

    /// What became of visitors at each of its steps (spec 9.14).
    pub async fn funnel(&self, user: &User, id: ChatbotId) -> Result<Funnel, Error> {
        allow(user, Deed::ManageChatbots)?;
        let mut connection = self.store.read().await?;
        let known = chatbots::by_id(&mut connection, id).await?;
        known.ok_or(Error::NotFound)?;
        Ok(chatbot_counts::of(&mut connection, id).await?)
    }

    /// One of them.
    pub async fn chatbot(&self, user: &User, id: ChatbotId) -> Result<Chatbot, Error> {
        allow(user, Deed::ManageChatbots)?;
        let found = chatbots::by_id(&mut self.store.read().await?, id).await?;
        found.ok_or(Error::NotFound)
    }

    /// What the visitor said to the chatbot of a conversation, in the words of the script that he walked (spec 8.5).
    pub async fn chatbot_answers(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Vec<GivenAnswer>, Error> {
        allow(user, Deed::ReadConversations)?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let conversation = held.ok_or(Error::NotFound)?.conversation;
        let Some(bot) = conversation.bot else {
            return Ok(Vec::new());
        };
        let script = chatbots::script(&mut connection, bot.chatbot, bot.version).await?;
        let language = conversation.language.unwrap_or_default();
        let script = script.map(|script| script.spoken(&language));
        Ok(script.map_or_else(Vec::new, |script| script.given_answers(&bot.run)))
    }

    /// Makes one.
    pub async fn make_chatbot(&self, user: &User, draft: ChatbotDraft) -> Result<Chatbot, Error> {
        allow(user, Deed::ManageChatbots)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        self.add_chatbot(user, made(draft)).await
    }

    /// Gives one another name and script, if it still is of this version: somebody else may have saved meanwhile. Conversations
    /// under way keep the script that they began with (spec 9.15).
    ///
    /// # Errors
    /// [`Error::Conflict`] if it is of another version by now.
    pub async fn save_chatbot(
        &self,
        user: &User,
        id: ChatbotId,
        version: i64,
        draft: ChatbotDraft,
    ) -> Result<Chatbot, Error> {
        allow(user, Deed::ManageChatbots)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let by = user.clone();
        self.change_chatbot(id, move |database, now| {
            Box::pin(async move {
                let present = chatbots::by_id(database, id).await?;
                let present = present.ok_or(Error::NotFound)?;
                let changed = Chatbot {
                    name: draft.name,
                    script: draft.script,
                    version,
                    ..present
                };
                if !chatbots::save(database, &changed).await? {
                    return Err(Error::Conflict);
                }
                audit::add(database, &by, &Audited::ChatbotChanged { chatbot: id }, now).await?;
                Ok(Chatbot {
                    version: version.saturating_add(1),
                    ..changed
                })
            })
        })
        .await
    }

    /// Makes a copy under the name `<name> (copy)`; its triggers name its own answers.
    pub async fn duplicate_chatbot(&self, user: &User, id: ChatbotId) -> Result<Chatbot, Error> {
        let original = self.chatbot(user, id).await?;
        let name = shortened(&original.name, limit::NAME_CHARACTERS - COPY.len());
        let script = original
            .script
            .copy(|| StepId(Uuid::now_v7()), || AnswerId(Uuid::now_v7()));
        let draft = ChatbotDraft {
            name: name + COPY,
            script,
        };
        let copy = Chatbot {
            picture: original.picture,
            ..made(draft)
        };
        self.add_chatbot(user, copy).await
    }

    /// Puts one away, so that no rule with it is chosen, or takes it out again.
    pub async fn archive_chatbot(
        &self,
        user: &User,
        id: ChatbotId,
        is_archived: bool,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChatbots)?;
        let by = user.clone();
        self.change_chatbot(id, move |database, now| {
            Box::pin(async move {
                let at = is_archived.then_some(now);
                if chatbots::archive(database, id, at).await? == 0 {
                    return Err(Error::NotFound);
                }
                let chatbot = id;
                let audited = Audited::ChatbotArchived {
                    chatbot,
                    is_archived,
                };
                audit::add(database, &by, &audited, now).await?;
                Ok(())
            })
        })
        .await
    }

    /// Deletes one that no rule names; conversations that it has begun go on.
    ///
    /// # Errors
    /// [`Fault::InUse`] at `chatbot` as long as a rule names it.
    pub async fn delete_chatbot(&self, user: &User, id: ChatbotId) -> Result<(), Error> {
        allow(user, Deed::ManageChatbots)?;
        let by = user.clone();
        self.change_chatbot(id, move |database, now| {
            Box::pin(async move {
                if !rules::channels_with(database, id).await?.is_empty() {
                    return Err(Error::invalid("chatbot", Fault::InUse));
                }
                let picture = pictures::of(database, Bearer::Chatbot(id)).await?;
                if chatbots::remove(database, id).await? == 0 {
                    return Err(Error::NotFound);
                }
                if let Some(picture) = picture.flatten() {
                    pictures::drop_unused(database, picture).await?;
                }
                audit::add(database, &by, &Audited::ChatbotDeleted { chatbot: id }, now).await?;
                Ok(())
            })
        })
        .await
    }

    async fn add_chatbot(&self, user: &User, chatbot: Chatbot) -> Result<Chatbot, Error> {
        let by = user.clone();
        self.change_chatbot(chatbot.id, move |database, now| {
            Box::pin(async move {
                let limit = limit::CHATBOTS;
                if chatbots::count(database).await? >= limit {
                    return Err(Error::invalid("name", Fault::TooMany { limit }));
                }
                chatbots::add(database, &chatbot, now).await?;
                let audited = Audited::ChatbotMade {
                    chatbot: chatbot.id,
                };
                audit::add(database, &by, &audited, now).await?;
                Ok(chatbot)
            })
        })
        .await
    }

    /// Changes a chatbot, and tells the pages on which it may show.
    async fn change_chatbot<T, F>(&self, id: ChatbotId, change: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(
                &'c mut Connection,
                Timestamp,
            ) -> futures::future::BoxFuture<'c, Result<T, Error>>
            + Send
            + 'static,
    {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let changed = change(work.database().await?, now).await?;
                    tell_channels(work, id, now).await?;
                    Ok(changed)
                })
            })
            .await
    }
}

/// The pages of a channel whose rule names the chatbot look again at what they show.
pub(super) async fn tell_channels(
    work: &mut Work<'_>,
    id: ChatbotId,
    now: Timestamp,
) -> Result<(), Error> {
    for channel in rules::channels_with(work.database().await?, id).await? {
        tell(work, channel, now).await?;
    }
    Ok(())
}

/// What stands after the name of a copy (spec 9.1).
const COPY: &str = " (copy)";

fn made(draft: ChatbotDraft) -> Chatbot {
    Chatbot {
        id: ChatbotId(Uuid::now_v7()),
        name: draft.name,
        picture: None,
        script: draft.script,
        version: 1,
        is_archived: false,
    }
}
