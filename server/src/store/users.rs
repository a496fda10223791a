//! People who sign in.

use super::connection::{Connection, all, execute, find};
use crate::error::Error;
use domain::id::{PictureId, UserId};
use domain::member::Member;
use domain::time::Timestamp;
use domain::user::{Preferences, Role, User};
use sqlx::FromRow;
use uuid::Uuid;

/// A user and what is kept of his password.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// The user.
    pub(crate) user: User,
    /// In PHC format; empty as long as none was chosen.
    pub(crate) password_hash: String,
}

impl Account {
    /// The account of somebody who has not chosen a password yet.
    pub(crate) fn invited(user: User) -> Self {
        Self {
            user,
            password_hash: String::new(),
        }
    }

    /// Whether no password was chosen yet.
    pub(crate) fn is_invited(&self) -> bool {
        self.password_hash.is_empty()
    }
}

#[derive(FromRow)]
struct MemberRow {
    #[sqlx(flatten)]
    user: UserRow,
    seen_at: Option<i64>,
}

#[derive(FromRow)]
pub(super) struct UserRow {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    password_hash: String,
    preferences: String,
    created_at: i64,
    picture: Option<Uuid>,
}

impl TryFrom<UserRow> for Account {
    type Error = Error;

    fn try_from(row: UserRow) -> Result<Self, Error> {
        Ok(Self {
            user: User {
                id: UserId(row.id),
                name: row.name,
                email: row.email,
                role: match row.role.as_str() {
                    "operator" => Role::Operator,
                    "administrator" => Role::Administrator,
                    _ => return Err(Error::failed("A user of an unknown role is stored.")),
                },
                preferences: serde_json::from_str(&row.preferences)?,
                created_at: Timestamp(row.created_at),
                picture: row.picture.map(PictureId),
            },
            password_hash: row.password_hash,
        })
    }
}

/// Reads whole rows; what follows says which.
macro_rules! user {
    ($rest:literal) => {
        concat!(
            "select users.id, users.name, users.email, users.role, users.password_hash, users.preferences, users.created_at, \
             users.picture from users ",
            $rest
        )
    };
}

pub(super) use user;

/// The users of rows.
pub(super) fn users(rows: Vec<UserRow>) -> Result<Vec<User>, Error> {
    rows.into_iter()
        .map(|row| Account::try_from(row).map(|account| account.user))
        .collect()
}

/// Whether there is any user.
pub(crate) async fn any(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    find!(connection, (Uuid,), "select id from users limit 1").map(|row| row.is_some())
}

/// Adds a user; `false` if somebody has the address already.
pub(crate) async fn add(connection: &mut Connection, account: &Account) -> Result<bool, Error> {
    let user = &account.user;
    let added = execute!(
        connection,
        "insert into users (id, name, email, role, password_hash, preferences, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (email) do nothing",
        user.id.0,
        user.name.as_str(),
        user.email.as_str(),
        role_name(user.role),
        account.password_hash.as_str(),
        serde_json::to_string(&user.preferences)?,
        user.created_at.0
    )?;
    Ok(added == 1)
}

/// Everybody, by name.
pub(crate) async fn list(connection: &mut Connection) -> Result<Vec<User>, Error> {
    let rows = all!(connection, UserRow, user!("order by name, id"))?;
    users(rows)
}

/// Everybody, by name, without their groups and second factors.
pub(crate) async fn members(connection: &mut Connection) -> Result<Vec<Member>, Error> {
    let rows = all!(
        connection,
        MemberRow,
        "select id, name, email, role, password_hash, preferences, created_at, picture, seen_at from users order by name, id"
    )?;
    rows.into_iter()
        .map(|row| {
            let account = Account::try_from(row.user)?;
            Ok(Member {
                is_invited: account.is_invited(),
                has_second_factor: false,
                user: account.user,
                seen_at: row.seen_at.map(Timestamp),
                groups: Vec::new(),
            })
        })
        .collect()
}

/// The account of a user.
pub(crate) async fn by_id(
    connection: &mut Connection,
    user: UserId,
) -> Result<Option<Account>, Error> {
    let row = find!(connection, UserRow, user!("where id = $1"), user.0)?;
    row.map(Account::try_from).transpose()
}

/// The account with an address, which is lower-case.
pub(crate) async fn by_email(
    connection: &mut Connection,
    email: &str,
) -> Result<Option<Account>, Error> {
    let row = find!(connection, UserRow, user!("where email = $1"), email)?;
    row.map(Account::try_from).transpose()
}

/// Changes a name and what its bearer chose for himself.
pub(crate) async fn set_preferences(
    connection: &mut Connection,
    user: UserId,
    name: &str,
    preferences: &Preferences,
) -> Result<u64, Error> {
    Ok(execute!(
        connection,
        "update users set name = $2, preferences = $3 where id = $1",
        user.0,
        name,
        serde_json::to_string(preferences)?
    )?)
}

/// Changes a password.
pub(crate) async fn set_password(
    connection: &mut Connection,
    user: UserId,
    password_hash: &str,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update users set password_hash = $2 where id = $1",
        user.0,
        password_hash
    )
}

/// Changes a role.
pub(crate) async fn set_role(
    connection: &mut Connection,
    user: UserId,
    role: Role,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update users set role = $2 where id = $1",
        user.0,
        role_name(role)
    )
}

/// The user was there.
pub(crate) async fn seen(
    connection: &mut Connection,
    user: UserId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update users set seen_at = $2 where id = $1",
        user.0,
        now.0
    )
}

/// Removes a user with his sessions, consoles, links and reading marks.
pub(crate) async fn remove(connection: &mut Connection, user: UserId) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from users where id = $1", user.0)
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Administrator => "administrator",
    }
}
