//! The rules of channels, in their order (spec 4).

use super::connection::{Connection, all, execute, one};
use crate::error::Error;
use domain::id::{ChannelId, ChatbotId, RuleId};
use domain::rule::{ChannelRule, Rule, RuleChatbot};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct RuleRow {
    id: Uuid,
    action: String,
    chatbot: Option<String>,
    url_pattern: String,
    countries: String,
}

impl TryFrom<RuleRow> for Rule {
    type Error = Error;

    fn try_from(row: RuleRow) -> Result<Self, Error> {
        Ok(Self {
            id: RuleId(row.id),
            action: serde_json::from_str(&row.action)?,
            chatbot: row
                .chatbot
                .as_deref()
                .map(serde_json::from_str)
                .transpose()?,
            url_pattern: row.url_pattern,
            countries: serde_json::from_str(&row.countries)?,
        })
    }
}

/// The rules of a channel, in their order: by place, then by id (spec 4.4).
pub(crate) async fn of_channel(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Vec<Rule>, Error> {
    let rows = all!(
        connection,
        RuleRow,
        "select id, action, chatbot, url_pattern, countries from rules where channel = $1 order by place, id",
        channel.0
    )?;
    rows.into_iter().map(Rule::try_from).collect()
}

/// Adds a rule after those of its channel.
pub(crate) async fn add(
    connection: &mut Connection,
    channel: ChannelId,
    rule: &Rule,
) -> Result<u64, Error> {
    let (last,) = one!(
        connection,
        (Option<i64>,),
        "select max(place) from rules where channel = $1",
        channel.0
    )?;
    Ok(execute!(
        connection,
        "insert into rules (id, channel, place, action, chatbot, url_pattern, countries) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        rule.id.0,
        channel.0,
        last.unwrap_or(0).saturating_add(1),
        serde_json::to_string(&rule.action)?,
        chatbot(rule)?,
        rule.url_pattern.as_str(),
        serde_json::to_string(&rule.countries)?
    )?)
}

/// Stores what a form says of a rule of this channel.
pub(crate) async fn save(
    connection: &mut Connection,
    channel: ChannelId,
    rule: &Rule,
) -> Result<u64, Error> {
    Ok(execute!(
        connection,
        "update rules set action = $3, chatbot = $4, url_pattern = $5, countries = $6 where id = $1 and channel = $2",
        rule.id.0,
        channel.0,
        serde_json::to_string(&rule.action)?,
        chatbot(rule)?,
        rule.url_pattern.as_str(),
        serde_json::to_string(&rule.countries)?
    )?)
}

/// Gives a rule of this channel another place.
pub(crate) async fn put(
    connection: &mut Connection,
    channel: ChannelId,
    rule: RuleId,
    place: i64,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update rules set place = $3 where id = $1 and channel = $2",
        rule.0,
        channel.0,
        place
    )
}

/// Removes a rule of this channel.
pub(crate) async fn remove(
    connection: &mut Connection,
    channel: ChannelId,
    rule: RuleId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from rules where id = $1 and channel = $2",
        rule.0,
        channel.0
    )
}

fn chatbot(rule: &Rule) -> Result<Option<String>, serde_json::Error> {
    rule.chatbot.as_ref().map(serde_json::to_string).transpose()
}

/// The chatbots that rules name, each with the channel of the rule, channel by channel.
pub(super) async fn chatbots(
    connection: &mut Connection,
) -> Result<Vec<(ChannelId, ChatbotId)>, Error> {
    let rows = all!(
        connection,
        (Uuid, String),
        "select channel, chatbot from rules where chatbot is not null order by channel, place, id"
    )?;
    rows.into_iter()
        .map(|(channel, chatbot)| {
            let named: RuleChatbot = serde_json::from_str(&chatbot)?;
            Ok((ChannelId(channel), named.id))
        })
        .collect()
}

#[derive(FromRow)]
struct ChannelRuleRow {
    channel: String,
    #[sqlx(flatten)]
    rule: RuleRow,
}

/// The rules that name a chatbot, by the names of their channels, in their order there.
pub(crate) async fn with_chatbot(
    connection: &mut Connection,
    id: ChatbotId,
) -> Result<Vec<ChannelRule>, Error> {
    let rows = all!(
        connection,
        ChannelRuleRow,
        "select channels.name as channel, rules.id, rules.action, rules.chatbot, rules.url_pattern, rules.countries \
         from rules join channels on channels.id = rules.channel where rules.chatbot is not null \
         order by channels.name, channels.id, rules.place, rules.id"
    )?;
    let mut found = Vec::new();
    for ChannelRuleRow { channel, rule } in rows {
        let rule = Rule::try_from(rule)?;
        if rule.chatbot.is_some_and(|chatbot| chatbot.id == id) {
            found.push(ChannelRule { channel, rule });
        }
    }
    Ok(found)
}

/// The channels of which a rule names a chatbot.
pub(crate) async fn channels_with(
    connection: &mut Connection,
    id: ChatbotId,
) -> Result<Vec<ChannelId>, Error> {
    Ok(naming(id, &chatbots(connection).await?))
}

/// The channels of those rules that name a chatbot, each once.
pub(super) fn naming(id: ChatbotId, named: &[(ChannelId, ChatbotId)]) -> Vec<ChannelId> {
    let of_it = named.iter().filter(|(_, chatbot)| *chatbot == id);
    let mut channels: Vec<_> = of_it.map(|(channel, _)| *channel).collect();
    channels.dedup();
    channels
}
