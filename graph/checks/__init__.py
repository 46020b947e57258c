"""What a person should look at: findings, shapes, corrections that apply to nothing."""
