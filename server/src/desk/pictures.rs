//! Pictures of people, channels and chatbots (spec 2.4, 3.3, 9.1).

use super::accounts::introduce;
use super::channels::tell;
use super::chatbots::tell_channels;
use super::{Desk, allow};
use crate::error::Error;
use crate::picture;
use crate::store::pictures::{self, Bearer};
use crate::store::{Connection, users};
use domain::id::{ChannelId, ChatbotId, PictureId};
use domain::limit;
use domain::permission::Deed;
use domain::time::Timestamp;
use domain::user::User;
use domain::wire::Refusal;
use tokio::sync::Semaphore;

/// Whose turn it is to have a picture drawn: one at a time, since each may take hundreds of megabytes for a moment.
static DRAWING: Semaphore = Semaphore::const_new(1);

impl Desk {
    /// The bytes of a picture. Whoever knows its id may see it: visitors do.
    pub async fn picture(&self, picture: PictureId) -> Result<Vec<u8>, Error> {
        let found = pictures::get(&mut self.store.read().await?, picture).await?;
        found.ok_or(Error::NotFound)
    }

    /// Gives the caller another picture.
    ///
    /// # Errors
    /// [`Refusal::TooLong`] or [`Refusal::WrongType`].
    pub async fn set_picture(&self, user: &User, sent: Vec<u8>) -> Result<PictureId, Error> {
        allow(user, Deed::KeepOwnAccount)?;
        self.give_drawn(Bearer::User(user.id), sent).await
    }

    /// Takes the caller's picture away: his initials stand in for it.
    pub async fn remove_picture(&self, user: &User) -> Result<(), Error> {
        allow(user, Deed::KeepOwnAccount)?;
        self.give(Bearer::User(user.id), None).await
    }

    /// Gives a channel another picture.
    ///
    /// # Errors
    /// As [`Desk::set_picture`].
    pub async fn set_channel_picture(
        &self,
        user: &User,
        channel: ChannelId,
        sent: Vec<u8>,
    ) -> Result<PictureId, Error> {
        allow(user, Deed::ManageChannels)?;
        self.give_drawn(Bearer::Channel(channel), sent).await
    }

    /// Takes a channel's picture away: its initials stand in for it.
    pub async fn remove_channel_picture(
        &self,
        user: &User,
        channel: ChannelId,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.give(Bearer::Channel(channel), None).await
    }

    /// Gives a chatbot another picture; who talks to it already sees it from the next time that his window asks how it stands.
    ///
    /// # Errors
    /// As [`Desk::set_picture`].
    pub async fn set_chatbot_picture(
        &self,
        user: &User,
        chatbot: ChatbotId,
        sent: Vec<u8>,
    ) -> Result<PictureId, Error> {
        allow(user, Deed::ManageChatbots)?;
        self.give_drawn(Bearer::Chatbot(chatbot), sent).await
    }

    /// Takes a chatbot's picture away: its initials stand in for it.
    pub async fn remove_chatbot_picture(
        &self,
        user: &User,
        chatbot: ChatbotId,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChatbots)?;
        self.give(Bearer::Chatbot(chatbot), None).await
    }

    /// Gives somebody or something what is kept of a picture that was sent.
    async fn give_drawn(&self, bearer: Bearer, sent: Vec<u8>) -> Result<PictureId, Error> {
        if sent.len() > limit::PICTURE_BYTES {
            return Err(Error::Refused(Refusal::TooLong));
        }
        let drawn = self.draw(move || picture::portrait(&sent)).await?;
        let picture = picture::id(&drawn);
        self.give(bearer, Some((picture, drawn))).await?;
        Ok(picture)
    }

    /// Draws a picture when it is its turn, away from the threads that serve.
    ///
    /// # Errors
    /// [`Refusal::WrongType`] if there is nothing to draw.
    pub(super) async fn draw<T, F>(&self, draw: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce() -> Option<T> + Send + 'static,
    {
        let failed = |error| Error::Failed(error);
        let turn = DRAWING.acquire().await;
        let turn = turn.map_err(|error| failed(Box::new(error)))?;
        let drawn = tokio::task::spawn_blocking(draw).await;
        drop(turn);
        let drawn = drawn.map_err(|error| failed(Box::new(error)))?;
        drawn.ok_or(Error::Refused(Refusal::WrongType))
    }

    /// Gives somebody or something another picture, or none.
    async fn give(&self, bearer: Bearer, to: Option<(PictureId, Vec<u8>)>) -> Result<(), Error> {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    exchange(work.database().await?, bearer, to, now).await?;
                    match bearer {
                        Bearer::User(user) => {
                            let account = users::by_id(work.database().await?, user).await?;
                            introduce(work, &account.ok_or(Error::NotFound)?.user, now);
                            Ok(())
                        }
                        Bearer::Channel(channel) => tell(work, channel, now).await,
                        Bearer::Chatbot(chatbot) => tell_channels(work, chatbot, now).await,
                    }
                })
            })
            .await
    }
}

/// Puts one picture in the place of another, which is forgotten if nobody else has it.
async fn exchange(
    database: &mut Connection,
    bearer: Bearer,
    to: Option<(PictureId, Vec<u8>)>,
    now: Timestamp,
) -> Result<(), Error> {
    let before = pictures::of(database, bearer).await?;
    let before = before.ok_or(Error::NotFound)?;
    if let Some((picture, bytes)) = &to {
        pictures::add(database, *picture, bytes, now).await?;
    }
    pictures::set(database, bearer, to.map(|(picture, _)| picture)).await?;
    if let Some(before) = before {
        pictures::drop_unused(database, before).await?;
    }
    Ok(())
}
