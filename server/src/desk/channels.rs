//! Channels: what administrators set about them, and who answers there (spec 3, 5.2).

use super::presence::consoles_of;
use super::{Desk, allow, mint};
use crate::error::Error;
use crate::store::pictures::Bearer;
use crate::store::{
    Connection, Work, channel_operators, channels, chatbots, expertises, facts, pictures,
    rating_pages, rules, sightings, users,
};
use domain::channel::{
    Channel, ChannelCard, ChannelFacts, ChannelForm, ChannelOperator, Channels, Draft, origin,
};
use domain::event::ChannelChange;
use domain::id::{ChannelId, RuleId, UserId};
use domain::limit;
use domain::permission::Deed;
use domain::presence::{Presence, presence};
use domain::problem::Fault;
use domain::report::percent;
use domain::rule::Rule;
use domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use domain::user::User;
use futures::future::BoxFuture;
use uuid::Uuid;

/// How often it is noted that a widget is still where it was.
const SIGHTING_MS: i64 = 10 * MINUTE_MS;
/// How far back ratings count for *Happy %* (spec 3.2).
const HAPPY_SINCE_MS: i64 = 14 * DAY_MS;

/// A channel, its ratings, and how many of them are happy.
type Rated = (ChannelId, i64, i64);

impl Desk {
    /// All channels as cards.
    pub(super) async fn cards_in(&self, connection: &mut Connection) -> Result<Channels, Error> {
        let operators = channel_operators::all(connection).await?;
        let cards = channels::all(connection).await?.into_iter().map(|channel| {
            let of_channel = operators
                .iter()
                .filter(|(of, _)| *of == channel.id)
                .map(|(_, operator)| *operator)
                .collect();
            card(&channel, of_channel)
        });
        Ok(Channels::new(cards.collect()))
    }

    /// What is counted of each channel.
    pub async fn channel_facts(&self, user: &User) -> Result<Vec<ChannelFacts>, Error> {
        allow(user, Deed::ReadChannels)?;
        let mut connection = self.store.read().await?;
        let open = channels::open_conversations(&mut connection).await?;
        let newest = sightings::newest(&mut connection).await?;
        let ratings = self.happy_in(&mut connection).await?;
        let published = rating_pages::published(&mut connection).await?;
        let channels = channels::all(&mut connection).await?.into_iter();
        let facts = channels.map(|Channel { id, .. }| ChannelFacts {
            channel: id,
            open: open
                .iter()
                .find(|(counted, _)| *counted == id)
                .map_or(0, |(_, count)| *count),
            website: newest
                .iter()
                .find(|(seen, _)| *seen == id)
                .map(|(_, origin)| origin.clone()),
            happy_percent: happy_percent(&ratings, id),
            is_published: published.contains(&id),
        });
        Ok(facts.collect())
    }

    /// How many ratings of late there are of each channel, and how many of them are happy.
    async fn happy_in(&self, connection: &mut Connection) -> Result<Vec<Rated>, Error> {
        let since = self.clock.now().plus(-HAPPY_SINCE_MS);
        Ok(facts::happy_since(connection, since).await?)
    }

    /// Everything that a channel's form shows.
    pub async fn channel_form(
        &self,
        user: &User,
        channel: ChannelId,
    ) -> Result<ChannelForm, Error> {
        allow(user, Deed::ManageChannels)?;
        let mut connection = self.store.read().await?;
        Ok(ChannelForm {
            channel: channels::by_id(&mut connection, channel)
                .await?
                .ok_or(Error::NotFound)?,
            operators: channel_operators::of_channel(&mut connection, channel).await?,
            rules: rules::of_channel(&mut connection, channel).await?,
            sightings: sightings::of_channel(&mut connection, channel).await?,
            expertises: expertises::list(&mut connection).await?,
            happy_percent: happy_percent(&self.happy_in(&mut connection).await?, channel),
            chatbots: chatbots::list(&mut connection).await?,
        })
    }

    /// Makes a channel; who makes it is an operator of it (spec 3.3).
    pub async fn create_channel(&self, user: &User, draft: Draft) -> Result<Channel, Error> {
        allow(user, Deed::ManageChannels)?;
        let channel = new_channel(draft.check().map_err(Error::Invalid)?);
        self.add_channel(user.id, channel, Vec::new()).await
    }

    /// Makes a channel like another, with its rules, under a name that is free.
    pub async fn duplicate_channel(
        &self,
        user: &User,
        channel: ChannelId,
    ) -> Result<Channel, Error> {
        let form = self.channel_form(user, channel).await?;
        let mut connection = self.store.read().await?;
        let taken = channels::all(&mut connection).await?;
        drop(connection);
        // There are fewer channels than numbers, so that one is free.
        let name = (2..=MOST_COPIES)
            .map(|number| numbered(&form.channel.name, number))
            .find(|name| {
                let name = name.to_lowercase();
                taken.iter().all(|other| other.name.to_lowercase() != name)
            })
            .unwrap_or_default();
        let draft = Draft {
            name,
            ..Draft::from(&form.channel)
        };
        let rules = form.rules.into_iter().map(|rule| Rule {
            id: RuleId(Uuid::now_v7()),
            ..rule
        });
        let copy = Channel {
            picture: form.channel.picture,
            ..new_channel(draft)
        };
        self.add_channel(user.id, copy, rules.collect()).await
    }

    async fn add_channel(
        &self,
        creator: UserId,
        channel: Channel,
        rules: Vec<Rule>,
    ) -> Result<Channel, Error> {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if channels::count(database).await?
                        >= i64::try_from(limit::CHANNELS).unwrap_or(i64::MAX)
                    {
                        let limit = limit::CHANNELS;
                        return Err(Error::invalid("name", Fault::TooMany { limit }));
                    }
                    if channels::name_is_taken(database, &channel.name, channel.id).await?
                        || !channels::add(database, &channel, now).await?
                    {
                        return Err(Error::invalid("name", Fault::Taken));
                    }
                    channel_operators::join(database, channel.id, creator, now).await?;
                    for rule in &rules {
                        rules::add(database, channel.id, rule).await?;
                    }
                    tell(work, channel.id, now).await?;
                    Ok(channel)
                })
            })
            .await
    }

    /// Stores what a form says of the channel that had `version` when the form was filled in.
    pub async fn save_channel(
        &self,
        user: &User,
        channel: ChannelId,
        version: i64,
        draft: Draft,
    ) -> Result<Channel, Error> {
        allow(user, Deed::ManageChannels)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let before = channels::by_id(database, channel)
                        .await?
                        .ok_or(Error::NotFound)?;
                    if channels::name_is_taken(database, &draft.name, channel).await? {
                        return Err(Error::invalid("name", Fault::Taken));
                    }
                    let saved = Channel {
                        version,
                        name: draft.name,
                        texts: draft.texts,
                        translations: draft.translations,
                        colours: draft.colours,
                        options: draft.options,
                        allowed_origins: draft.allowed_origins,
                        ..before
                    };
                    if !channels::save(database, &saved).await? {
                        return Err(Error::Conflict);
                    }
                    tell(work, channel, now).await?;
                    Ok(Channel {
                        version: version.saturating_add(1),
                        ..saved
                    })
                })
            })
            .await
    }

    /// Puts a channel away, or takes it out again: nothing of it is lost, and it takes no new conversations meanwhile.
    pub async fn archive_channel(
        &self,
        user: &User,
        channel: ChannelId,
        is_archived: bool,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.change_channel(channel, move |database, now| {
            Box::pin(async move {
                let at = is_archived.then_some(now);
                channels::archive(database, channel, at).await?;
                Ok(())
            })
        })
        .await
    }

    /// Removes a channel in which nobody ever talked.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it has conversations.
    pub async fn remove_channel(&self, user: &User, channel: ChannelId) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if channels::has_conversations(database, channel).await? {
                        return Err(Error::Conflict);
                    }
                    let picture = pictures::of(database, Bearer::Channel(channel)).await?;
                    if channels::remove(database, channel).await? == 0 {
                        return Err(Error::NotFound);
                    }
                    if let Some(picture) = picture.flatten() {
                        pictures::drop_unused(database, picture).await?;
                    }
                    work.channel_changed(channel, ChannelChange::Removed, now);
                    Ok(())
                })
            })
            .await
    }

    /// Makes users operators of a channel.
    pub async fn add_operators(
        &self,
        user: &User,
        channel: ChannelId,
        operators: Vec<UserId>,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.change_channel(channel, move |database, _| {
            Box::pin(async move {
                for operator in operators {
                    if users::by_id(database, operator).await?.is_none() {
                        return Err(Error::NotFound);
                    }
                    channel_operators::add(database, channel, operator).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Takes a user off the operators of a channel.
    pub async fn remove_operator(
        &self,
        user: &User,
        channel: ChannelId,
        operator: UserId,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.change_channel(channel, move |database, _| {
            Box::pin(async move {
                channel_operators::remove(database, channel, operator).await?;
                Ok(())
            })
        })
        .await
    }

    /// The caller joins a channel; who is not among its operators becomes one (spec 5.2).
    pub async fn join_channel(&self, user: &User, channel: ChannelId) -> Result<(), Error> {
        allow(user, Deed::JoinChannels)?;
        let user = user.id;
        self.change_channel(channel, move |database, now| {
            Box::pin(async move {
                channel_operators::join(database, channel, user, now).await?;
                Ok(())
            })
        })
        .await
    }

    /// The caller joins the channels again that he was taken off because nobody used his consoles (spec 5.1).
    pub async fn return_to_channels(&self, user: &User) -> Result<(), Error> {
        allow(user, Deed::JoinChannels)?;
        let (user, now) = (user.id, self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    for channel in channel_operators::put_back(database, user, now).await? {
                        tell(work, channel, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// The caller leaves a channel, and stays among its operators (spec 5.2).
    pub async fn leave_channel(&self, user: &User, channel: ChannelId) -> Result<(), Error> {
        allow(user, Deed::JoinChannels)?;
        let user = user.id;
        self.change_channel(channel, move |database, _| {
            Box::pin(async move {
                channel_operators::leave(database, channel, user).await?;
                Ok(())
            })
        })
        .await
    }

    /// The widget of a channel was seen on a page of an origin. What is no origin is not noted: the header is anybody's to write,
    /// and an administrator is offered what stands in it as a link.
    pub async fn widget_seen(&self, channel: ChannelId, told: &str) -> Result<(), Error> {
        let now = self.clock.now();
        let known =
            origin(told).filter(|origin| origin.chars().count() <= limit::ORIGIN_CHARACTERS);
        let Some(origin) = known else {
            return Ok(());
        };
        let last = sightings::last(&mut self.store.read().await?, channel, &origin).await?;
        if last.is_some_and(|last| now.since(last) < SIGHTING_MS) {
            return Ok(());
        }
        self.store
            .write(move |work| {
                Box::pin(async move {
                    sightings::seen(work.database().await?, channel, &origin, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Changes something about a channel, and tells.
    pub(super) async fn change_channel<F>(&self, channel: ChannelId, change: F) -> Result<(), Error>
    where
        F: for<'c> FnOnce(&'c mut Connection, Timestamp) -> BoxFuture<'c, Result<(), Error>>
            + Send
            + 'static,
    {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if channels::by_id(database, channel).await?.is_none() {
                        return Err(Error::NotFound);
                    }
                    change(database, now).await?;
                    tell(work, channel, now).await
                })
            })
            .await
    }
}

fn happy_percent(ratings: &[Rated], channel: ChannelId) -> Option<u32> {
    let found = ratings.iter().find(|(rated, ..)| *rated == channel);
    found.and_then(|(_, all, happy)| percent(*happy, *all))
}

/// Tells everybody what a channel is now.
pub(super) async fn tell(
    work: &mut Work<'_>,
    channel: ChannelId,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let saved = channels::by_id(database, channel)
        .await?
        .ok_or(Error::NotFound)?;
    let operators = channel_operators::of_channel(database, channel).await?;
    let card = Box::new(card(&saved, operators));
    work.channel_changed(channel, ChannelChange::Saved(card), now);
    Ok(())
}

fn card(channel: &Channel, operators: Vec<ChannelOperator>) -> ChannelCard {
    ChannelCard {
        id: channel.id,
        key: channel.key.clone(),
        name: channel.name.clone(),
        colours: channel.colours,
        is_archived: channel.is_archived,
        picture: channel.picture,
        operators,
    }
}

fn new_channel(draft: Draft) -> Channel {
    Channel {
        id: ChannelId(Uuid::now_v7()),
        key: key(&draft.name),
        name: draft.name,
        texts: draft.texts,
        translations: draft.translations,
        colours: draft.colours,
        allowed_origins: draft.allowed_origins,
        options: draft.options,
        is_archived: false,
        picture: None,
        version: 0,
        rules_version: 0,
    }
}

/// What the script tag names a channel by: its name as far as it fits into an address, and something that nobody guesses.
fn key(name: &str) -> String {
    let word: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let word: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    let word: String = word.join("-").chars().take(KEY_WORD_CHARACTERS).collect();
    let random: String = mint()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(KEY_RANDOM_CHARACTERS)
        .collect();
    format!("{}-{random}", word.trim_end_matches('-'))
        .trim_start_matches('-')
        .to_owned()
}

/// Copies of one channel at most: more channels there cannot be.
const MOST_COPIES: usize = limit::CHANNELS + 1;
/// Characters of a channel's key that come from its name.
const KEY_WORD_CHARACTERS: usize = 30;
/// Characters of a channel's key that are random.
const KEY_RANDOM_CHARACTERS: usize = 8;

/// A name with a number behind it, within the limit of names.
fn numbered(name: &str, number: usize) -> String {
    let end = format!(" ({number})");
    let most = limit::NAME_CHARACTERS.saturating_sub(end.chars().count());
    let start: String = name.chars().take(most).collect();
    format!("{}{end}", start.trim_end())
}

/// Takes those off the channels they have joined whose consoles are open and nobody uses (spec 5.1).
pub(super) async fn take_off_the_idle(work: &mut Work<'_>, now: Timestamp) -> Result<(), Error> {
    let database = work.database().await?;
    let consoles = consoles_of(database, now).await?;
    let joined = channel_operators::joined_anywhere(database).await?;
    let idle = joined.into_iter().filter(|user| {
        let consoles = consoles.get(user);
        consoles.is_some_and(|consoles| presence(consoles, now) == Presence::Away)
    });
    for user in idle {
        let database = work.database().await?;
        for channel in channel_operators::take_off(database, user, now).await? {
            tell(work, channel, now).await?;
        }
    }
    Ok(())
}
